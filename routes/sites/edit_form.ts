/**
 * The form that edits a site sends the value that each field showed (`was_…`) beside what was typed.
 * Only fields that a person changed are checked and written: other writers of the database check no
 * ranges, and a stored latitude of 999 must not prevent a new name.
 */
import type { FieldError } from "../../domain/errors.ts";
import type { FormState, Posted } from "../../views/ui/form_state.ts";
import { parse, type Parsed } from "../../domain/validation.ts";
import { parseForm } from "../http/parse_form.ts";
import type { Site } from "../../domain/sites/site.ts";
import { columnLabel, columnText } from "../../domain/sites/site_columns.ts";
import { changesOf, type HistoryEntry, wayText, whoText } from "../../domain/sites/site_history.ts";
import { newSite, type SiteChanges, siteEdit } from "../../domain/sites/site_input.ts";

type Field = keyof SiteChanges;
const FIELDS = Object.keys(siteEdit.shape).filter((name) => name !== "version") as Field[];
/** Boxes, which a browser sends only while they are ticked. */
const BOXES: Field[] = ["has_battery", "is_tracked", "is_curtailed"];
/** Fields that may be changed but not emptied. */
const NEEDED = ["client_site_name", "capacity_kw", "latitude", "longitude"] as const;

/**
 * Returns the form with the stored values, or with `measuredEvery` filled in: it is written when the
 * form is sent.
 */
export function editForm(site: Site, measuredEvery?: string): FormState {
  const shown = FIELDS.flatMap((name) => [[name, textIn(site, name)], [
    `was_${name}`,
    textIn(
      site,
      name,
    ),
  ]]);
  const filled = measuredEvery ? { measured_every_minutes: measuredEvery } : {};
  const values = { ...Object.fromEntries(shown), ...filled, version: String(site.version) };
  return { values, errors: [] };
}

/** Returns the changes that a posted form wants, and the version of the site that it showed. */
export function parseEdit(
  posted: Posted,
): Parsed<{ changes: SiteChanges; version: number | undefined }> {
  const touched = FIELDS.filter((name) => isTouched(posted, name));
  const input = Object.fromEntries(touched.map((name) => [name, posted[name]]));
  const { data, fields = [] } = parseForm(siteEdit, { ...input, version: posted.version }, {
    blank: "null",
  });
  const emptied = NEEDED.filter((name) => touched.includes(name) && isEmpty(posted[name]));
  const wrong = [...fields, ...emptied.flatMap(missing)];
  if (!data || wrong.length > 0) return { fields: wrong };
  const changes = Object.entries(data).filter(([name]) => touched.includes(name as Field));
  return { data: { changes: Object.fromEntries(changes), version: data.version } };
}

/**
 * Returns the form after somebody else changed the site meanwhile. Typed values stay, untouched fields
 * get the new values, and each field whose stored value changed says so. The form has the new version:
 * saving it again overwrites knowingly.
 */
export function conflictForm(posted: Posted, site: Site, history: HistoryEntry[]): FormState {
  const { values } = editForm(site);
  for (const name of FIELDS) if (isTouched(posted, name)) values[name] = posted[name];
  const changed = FIELDS.filter((name) => {
    const shown = posted[`was_${name}`];
    return typeof shown === "string" && tidy(shown) !== tidy(textIn(site, name));
  });
  const labels = changed.map(columnLabel).join(", ");
  const message = "This site was changed meanwhile, and nothing of yours is saved yet. " +
    `What you typed is still here${labels && `; others changed: ${labels}`}. ` +
    "Look through the form and save it again.";
  const current = changed.map((name) => ({
    field: name,
    message: currentValue(name, site, history),
  }));
  return { values, errors: [{ field: "", message }, ...current] };
}

/** Returns true when the changes are stored already: sent twice, or made by two people alike. */
export function isStored(site: Site, changes: SiteChanges): boolean {
  return Object.entries(changes).every(([name, value]) => site[name as Field] === value);
}

/** Returns `Now: 60 kW — changed by bob@example.org at 12:10 UTC.` */
function currentValue(name: Field, site: Site, history: HistoryEntry[]): string {
  const entry = history.find((each) => changesOf(each).some(({ column }) => column === name));
  const now = `Now: ${columnText(name, site[name])}`;
  if (!entry) return `${now}.`;
  const who = whoText(entry);
  const time = entry.created_utc?.slice(11, 16);
  return `${now} — changed ${who ? `by ${who}` : wayText(entry)}${time ? ` at ${time} UTC` : ""}.`;
}

function isTouched(posted: Posted, name: Field): boolean {
  const shown = posted[`was_${name}`];
  const isUnticked = BOXES.includes(name) && shown !== undefined && posted[name] === undefined;
  const typed = isUnticked ? "" : posted[name];
  if (typeof typed !== "string") return typed !== undefined;
  return tidy(typed) !== (shown === undefined ? null : tidy(shown));
}

const isEmpty = (value: unknown) => typeof value === "string" && tidy(value) === "";

/** Trims a text and undoes the line breaks of forms, which are CR LF. */
function tidy(value: unknown): string {
  return typeof value === "string" ? value.replace(/\r\n?/g, "\n").trim() : "";
}

function textIn(site: Site, name: Field): string {
  const value = site[name];
  if (typeof value === "boolean") return value ? "on" : "";
  return value === null ? "" : String(value);
}

function missing(name: (typeof NEEDED)[number]): FieldError[] {
  const { fields = [] } = parse(newSite.shape[name], undefined);
  return fields.map(({ message }) => ({ field: name, message }));
}
