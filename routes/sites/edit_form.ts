/**
 * A form that edits a site carries what it showed (`was_…`) beside what was typed. Only what a person
 * changed is checked and written: other writers of the database check no ranges, and a latitude of
 * 999 that came from them must not stand in the way of a new name.
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
/** What a person may correct and not take away. */
const NEEDED = ["client_site_name", "capacity_kw", "latitude", "longitude"] as const;

/** The form as it is first shown. */
export function editForm(site: Site): FormState {
  const shown = FIELDS.flatMap((name) => [[name, textIn(site, name)], [
    `was_${name}`,
    textIn(
      site,
      name,
    ),
  ]]);
  return { values: { ...Object.fromEntries(shown), version: String(site.version) }, errors: [] };
}

/** What a posted edit wants to write, and the version that it was written against. */
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
  const { version, ...changes } = data;
  return { data: { changes, version } };
}

/**
 * The form again, after somebody else had changed the site: what was typed stays, what was not
 * touched takes the new value, and each field that differs from what was shown says so. It is now
 * written against the new version, so that saving again is a decision.
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
    `What you typed still stands here${labels && `; others changed: ${labels}`}. ` +
    "Look through the form and save it again.";
  const notes = changed.map((name) => ({ field: name, message: noteOn(name, site, history) }));
  return { values, errors: [{ field: "", message }, ...notes] };
}

/** True when the site says already what the edit wants: the form was sent twice, or two agree. */
export function isStored(site: Site, changes: SiteChanges): boolean {
  return Object.entries(changes).every(([name, value]) => site[name as Field] === value);
}

/** `Now: 60 kW — changed by bob@example.org at 12:10 UTC.` */
function noteOn(name: Field, site: Site, history: HistoryEntry[]): string {
  const entry = history.find((each) => changesOf(each).some(({ column }) => column === name));
  const now = `Now: ${columnText(name, site[name])}`;
  if (!entry) return `${now}.`;
  const who = whoText(entry);
  const time = entry.created_utc?.slice(11, 16);
  return `${now} — changed ${who ? `by ${who}` : wayText(entry)}${time ? ` at ${time} UTC` : ""}.`;
}

function isTouched(posted: Posted, name: Field): boolean {
  const [typed, shown] = [posted[name], posted[`was_${name}`]];
  if (typeof typed !== "string") return typed !== undefined;
  return tidy(typed) !== (shown === undefined ? null : tidy(shown));
}

const isEmpty = (value: unknown) => typeof value === "string" && tidy(value) === "";

/** Browsers send line breaks in two characters. */
function tidy(value: unknown): string {
  return typeof value === "string" ? value.replace(/\r\n?/g, "\n").trim() : "";
}

function textIn(site: Site, name: Field): string {
  return site[name] === null ? "" : String(site[name]);
}

function missing(name: (typeof NEEDED)[number]): FieldError[] {
  const { fields = [] } = parse(newSite.shape[name], undefined);
  return fields.map(({ message }) => ({ field: name, message }));
}
