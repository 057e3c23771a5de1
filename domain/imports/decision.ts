import { z } from "zod";
import { AppError } from "../errors.ts";
import { siteUuid } from "../ingestion.ts";
import { isZone } from "../sites/site.ts";
import { consistentReading } from "./consistent_reading.ts";
import type { Import } from "./import.ts";
import {
  type ForecastReading,
  forecastReading,
  type Proposal,
  type Reading,
  reading,
} from "./reading.ts";

/** Name of a remembered reading. */
export const readingName = z.string({ error: "Give it a name." }).trim().min(1, {
  error: "Give it a name.",
})
  .max(100, { error: "A name has at most 100 characters." })
  .regex(/^\P{Cc}*$/u, { error: "The name contains a control character." });

/** What a person decides about how a file is read. The same for the form of a page and for the API. */
export const importChanges = z.object({
  reading: reading.partial().extend({ forecast: forecastReading.partial().optional() }).optional(),
  /** The site of the whole file. */
  site_uuid: siteUuid.nullable().optional(),
  /** Fields of questions whose proposed value is right. */
  decided: z.array(z.string().max(40)).max(30).optional(),
  /** Name under which the reading is remembered; null: it is not. */
  remember: readingName.nullable().optional(),
});
export type ImportChanges = z.output<typeof importChanges>;

/** How a file is read from now on; `fields` count as decided. */
export interface Decision {
  reading: Reading;
  siteUuid: string | null;
  fields: string[];
  readingName: string | null;
  /** With the questions that are to be decided now. */
  proposal: Proposal;
  /** Fields of questions that the site raised: they are not decided, whatever was before. */
  reopened: string[];
}

/**
 * Returns what an import becomes by these changes. Fields that are sent count as decided. Throws
 * conflict for a file without a reading, and invalid for a zone or a column that does not exist.
 */
export function decide(found: Import, changes: ImportChanges): Decision {
  if (!found.reading || !found.proposal) {
    throw new AppError("conflict", "This file cannot be read, so nothing can be decided about it.");
  }
  const next = consistentReading(found.reading, changes.reading ?? {});
  check(next, found.proposal.columns.length);
  const { site_uuid: siteUuid = found.site_uuid, remember = found.reading_name } = changes;
  const fields = decidedFields(changes);
  if (fields.includes("model_name") && next.forecast && !hasModel(next.forecast)) {
    throw invalid("forecast.model_name", "Name the model, or the column that names it.");
  }
  return {
    reading: next,
    siteUuid: next.site_column === null ? siteUuid : null,
    fields,
    readingName: remember,
    proposal: found.proposal,
    reopened: [],
  };
}

const decidedFields = ({ reading, decided = [] }: ImportChanges) => [
  ...Object.keys(reading ?? {}),
  ...Object.keys(reading?.forecast ?? {}),
  ...decided,
];

/** Returns whether the model of each run is known: by a column, or one for the whole file. */
export const hasModel = ({ model_column, model_name }: ForecastReading) =>
  model_column !== null || model_name !== "";

function check(next: Reading, columns: number): void {
  if (!isZone(next.zone)) throw invalid("zone", "There is no such time zone.");
  if (next.forecast) checkForecast(next.forecast, columns);
  checkColumns(columns, {
    time: next.time.columns,
    end_time: next.end_time?.columns ?? [],
    value_columns: next.value_columns,
    inverter_column: [next.inverter_column ?? 0],
    site_column: [next.site_column ?? 0],
  });
}

function checkForecast(next: ForecastReading, columns: number): void {
  const { run_time, run_zone, horizon_column } = next;
  if (run_zone !== null && !isZone(run_zone)) {
    throw invalid("forecast.run_zone", "There is no such time zone.");
  }
  if (run_time === null && horizon_column === null) {
    throw invalid("forecast.run_time", "Name the column of the run’s time, or of the horizon.");
  }
  checkColumns(columns, {
    "forecast.run_time": run_time?.columns ?? [],
    "forecast.horizon_column": [horizon_column ?? 0],
    "forecast.p10_column": [next.p10_column ?? 0],
    "forecast.p90_column": [next.p90_column ?? 0],
    "forecast.model_column": [next.model_column ?? 0],
    "forecast.version_column": [next.version_column ?? 0],
  });
}

function checkColumns(columns: number, used: Record<string, number[]>): void {
  for (const [field, numbers] of Object.entries(used)) {
    if (numbers.some((number) => number >= columns)) {
      throw invalid(field, `The file has ${columns} columns, counted from 0.`);
    }
  }
}

const invalid = (field: string, message: string) =>
  new AppError("invalid", message, { fields: [{ field: `reading.${field}`, message }] });
