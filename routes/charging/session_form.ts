/**
 * The forms of a session. Times are typed as the clock of the session's site, or of the group, shows
 * them; durations in minutes. The form that edits sends the value that each field showed (`was_…`),
 * and only fields that a person changed are checked and written.
 */
import type { ChargingSession } from "../../domain/charging/session.ts";
import {
  type NewSession,
  newSession,
  type SessionChanges,
  sessionEdit,
} from "../../domain/charging/session_input.ts";
import {
  type LocalMoment,
  localMoment,
  onClock,
  type Which,
} from "../../domain/charging/local_moment.ts";
import type { FieldError } from "../../domain/errors.ts";
import type { Parsed } from "../../domain/validation.ts";
import type { FormState, Posted } from "../../views/ui/form_state.ts";
import { parseForm } from "../http/parse_form.ts";

type Field = keyof SessionChanges;

/** The fields that a form has, in the order of the schema. */
export const FIELDS = (Object.keys(sessionEdit.shape) as (Field | "version")[])
  .filter((name): name is Field => name !== "version");

const TIMES = ["session_start_utc", "session_end_utc"] as const;
const MINUTES: readonly Field[] = ["charge_duration_seconds", "plugged_in_duration_seconds"];
/** Boxes, which a browser sends only while they are ticked. */
const BOXES: readonly Field[] = ["is_free", "is_complete"];
/** Fields that have a value in any case. */
const NEEDED: readonly Field[] = ["device_id"];

/** Returns the form of a stored session, with its times on the clock of a zone. */
export function storedForm(session: ChargingSession, zone: string): FormState {
  const shown = Object.fromEntries(FIELDS.map((name) => [name, textIn(session, name, zone)]));
  const which = Object.fromEntries(TIMES.flatMap((name) => {
    const utc = session[name];
    const time = utc === null ? undefined : onClock(Temporal.Instant.from(utc), zone).which;
    return time === undefined ? [] : [[`${name}_which`, time]];
  }));
  const all = { ...shown, ...which };
  const was = Object.entries(all).map(([name, value]) => [`was_${name}`, value]);
  return {
    values: { ...all, ...Object.fromEntries(was), version: String(session.version) },
    errors: [],
  };
}

function textIn(session: ChargingSession, name: Field, zone: string): string {
  const value = session[name as keyof ChargingSession];
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "on" : "";
  if (isTime(name)) return onClock(Temporal.Instant.from(String(value)), zone).text;
  if (MINUTES.includes(name)) return String(Math.round(Number(value) / 60 * 100) / 100);
  return String(value);
}

const isTime = (name: string): name is typeof TIMES[number] =>
  (TIMES as readonly string[]).includes(name);

/** Returns the new session that a form describes. */
export function parseNew(posted: Posted, zone: string): Parsed<NewSession> {
  const { input, errors } = converted(posted, FIELDS, zone);
  const { data, fields = [] } = parseForm(newSession, input);
  const all = merged(errors, fields);
  return data && all.length === 0 ? { data: data as NewSession } : { fields: all };
}

/** Returns the changes that a posted form wants, and the version of the session that it showed. */
export function parseChanges(
  posted: Posted,
  zone: string,
): Parsed<{ changes: SessionChanges; version: number | undefined }> {
  const touched = FIELDS.filter((name) => isTouched(posted, name));
  const { input, errors } = converted(posted, touched, zone);
  const { data, fields = [] } = parseForm(
    sessionEdit,
    { ...input, version: posted.version },
    { blank: "null" },
  );
  const emptied = NEEDED.filter((name) => touched.includes(name) && isEmpty(posted[name]))
    .map((field) => ({ field, message: "Choose a vehicle." }));
  const all = merged([...errors, ...emptied], fields);
  if (!data || all.length > 0) return { fields: all };
  const changes = Object.entries(data).filter(([name]) => touched.includes(name as Field));
  return { data: { changes: Object.fromEntries(changes), version: data.version } };
}

/** A field has one error: the first one that was found. */
function merged(first: readonly FieldError[], then: readonly FieldError[]): FieldError[] {
  const named = new Set(first.map(({ field }) => field));
  return [...first, ...then.filter(({ field }) => !named.has(field))];
}

/** Returns the fields as the schema has them: instants for times of a clock, seconds for minutes. */
function converted(posted: Posted, names: readonly Field[], zone: string) {
  const errors: FieldError[] = [];
  const input: Posted = {};
  for (const name of names) {
    const value = posted[name];
    if (value === undefined && !BOXES.includes(name)) continue;
    if (isTime(name) && typeof value === "string" && value.trim() !== "") {
      const moment = localMoment(value.trim(), zone, whichIn(posted, name));
      if (moment.instant) input[name] = moment.instant.toString();
      else errors.push({ field: name, message: timeMessage(moment, zone) });
    } else if (MINUTES.includes(name) && typeof value === "string") input[name] = seconds(value);
    else input[name] = value;
  }
  return { input, errors };
}

function whichIn(posted: Posted, name: string): Which | undefined {
  const which = posted[`${name}_which`];
  return which === "first" || which === "second" ? which : undefined;
}

function timeMessage({ problem }: LocalMoment, zone: string): string {
  if (problem === "skipped") {
    return `There was no such time: clocks in ${zone} were put forward over it.`;
  }
  if (problem === "twice") {
    return `Clocks in ${zone} were put back, and showed this time twice. Choose which one it was.`;
  }
  return "Write a day and a time like 2026-11-21T09:00.";
}

/** Returns minutes as text in seconds; other text as it is, which the schema refuses. */
function seconds(minutes: string): string {
  const number = Number(minutes.trim().replace(",", "."));
  return minutes.trim() === "" || !Number.isFinite(number) ? minutes : String(number * 60);
}

/** Returns true when a person changed a field; a time also by saying which of two it was. */
function isTouched(posted: Posted, name: Field): boolean {
  if (isTime(name) && tidy(posted[`${name}_which`]) !== tidy(posted[`was_${name}_which`])) {
    return tidy(posted[name]) !== "";
  }
  const was = posted[`was_${name}`];
  if (BOXES.includes(name)) return was !== undefined && tidy(posted[name]) !== tidy(was);
  if (posted[name] === undefined) return false;
  return tidy(posted[name]) !== tidy(was);
}

const isEmpty = (value: unknown) => tidy(value) === "";

/** Trims a text and undoes the line breaks of forms, which are CR LF. */
function tidy(value: unknown): string {
  return typeof value === "string" ? value.replace(/\r\n?/g, "\n").trim() : "";
}

/** Returns the fields whose stored value is not what the form showed when it was opened. */
export function changedMeanwhile(posted: Posted, session: ChargingSession, zone: string): Field[] {
  const { values } = storedForm(session, zone);
  return FIELDS.filter((name) => {
    const was = posted[`was_${name}`];
    return was !== undefined && tidy(was) !== tidy(values[name]);
  });
}

/** Returns the form with the stored values, but what a person changed as it was typed. */
export function conflictForm(posted: Posted, session: ChargingSession, zone: string): FormState {
  const { values } = storedForm(session, zone);
  for (const name of FIELDS) {
    if (!isTouched(posted, name)) continue;
    values[name] = posted[name] ?? "";
    if (isTime(name)) values[`${name}_which`] = posted[`${name}_which`];
  }
  return { values, errors: [] };
}
