import type { ValuePlaces } from "../../../domain/forecasts/value_places.ts";
import type { Fault } from "../../../domain/unknown_names.ts";
import type { SentRow } from "./sent_row.ts";

/** A run with its values as JSON has it, and the places of its values in the upload. */
export interface RunOfLines {
  run: Record<string, unknown>;
  place: ValuePlaces;
}

/** What tells the runs of lines that have one value each apart. */
export const RUN_NAMES = [
  "site_uuid",
  "client_site_id",
  "timestamp_utc",
  "model_name",
  "model_version",
  "forecast_version",
] as const;

const NO_OBJECT = "This line is no object. Send a run with its values, or one value with its run.";

/**
 * Returns the runs of lines: a line has a run with `values`, or one value with the fields of its run.
 * Values of one run in several lines become one run.
 */
export function runsOfLines(lines: readonly SentRow[]): { runs: RunOfLines[]; faults: Fault[] } {
  const runs: RunOfLines[] = [];
  const faults: Fault[] = [];
  const ofLines = new Map<string, RunOfLines & { values: unknown[] }>();
  for (const { line, value } of lines) {
    if (!isObject(value)) faults.push({ path: ["values", line - 1], message: NO_OBJECT });
    else if ("values" in value) runs.push(runOfLine(value, line - 1));
    else {
      const key = JSON.stringify(RUN_NAMES.map((name) => value[name]));
      let of = ofLines.get(key);
      if (!of) {
        const values: unknown[] = [];
        of = { run: { ...headOf(value), values }, place: { rows: [] }, values };
        ofLines.set(key, of);
        runs.push(of);
      }
      of.values.push(valueOf(value));
      of.place.rows.push(line - 1);
    }
  }
  return { runs, faults };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function runOfLine(run: Record<string, unknown>, forecast: number): RunOfLines {
  const rows = Array.isArray(run.values) ? [...run.values.keys()] : [];
  return { run, place: { forecast, rows } };
}

function headOf(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    RUN_NAMES.flatMap((name) => row[name] === undefined ? [] : [[name, row[name]]]),
  );
}

const HEAD: ReadonlySet<string> = new Set(RUN_NAMES);

function valueOf(row: Record<string, unknown>): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const name in row) if (!HEAD.has(name)) value[name] = row[name];
  return value;
}
