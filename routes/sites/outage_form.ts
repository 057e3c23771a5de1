import { type NewOutage, newOutage, type Outage } from "../../domain/sites/outage.ts";
import { instantOfLocal, localOf } from "../../domain/time/local_time.ts";
import { parse, type Parsed } from "../../domain/validation.ts";
import { type FormState, type Posted, textOf } from "../../views/ui/form_state.ts";

/** Returns the form of a stored outage, with times by the clock of the site. */
export function outageForm(outage: Outage, zone: string): FormState {
  const { kind, text, start_utc, end_utc } = outage;
  const values = {
    kind,
    text: text ?? "",
    start_utc: localText(start_utc, zone),
    end_utc: localText(end_utc, zone),
  };
  return { values, errors: [] };
}

/**
 * Checks a posted form by the rules of the API. A time that was left as the form showed it
 * keeps its stored value: a local time is ambiguous in the hour when clocks are put back.
 */
export function parseOutage(posted: Posted, zone: string, stored?: Outage): Parsed<NewOutage> {
  const state = { values: posted, errors: [] };
  const timeOf = (name: "start_utc" | "end_utc") => {
    const text = textOf(state, name).trim();
    const before = stored?.[name] ?? null;
    if (before !== null && text === localText(before, zone)) return before;
    return text === "" ? null : instantOfLocal(text, zone)?.toString();
  };
  const times = { start_utc: timeOf("start_utc"), end_utc: timeOf("end_utc") };
  const fields = [
    ...(times.start_utc ? [] : [{ field: "start_utc", message: "Enter a day and a time." }]),
    ...(times.end_utc === undefined
      ? [{ field: "end_utc", message: "Enter a day and a time, or leave it empty." }]
      : []),
  ];
  if (fields.length > 0) return { fields };
  const text = textOf(state, "text").trim() || null;
  return parse(newOutage, { kind: posted.kind, text, ...times });
}

const localText = (utc: string | null, zone: string) =>
  utc === null ? "" : localOf(Temporal.Instant.from(utc), zone);
