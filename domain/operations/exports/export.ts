import type { Light } from "../../accuracy/accuracy.ts";
import type { ForecastQuestion } from "../../forecasts/forecast_question.ts";
import type { SiteFilter } from "../../sites/site_filter.ts";
import type { DayRange } from "../../time/shown_range.ts";
import type { Period } from "../../time/time.ts";

/** What can be exported, with the words of pages. */
export const EXPORTED = {
  generation: "Generation",
  forecast: "Forecasts",
  energy_days: "Energy by day",
  energy_months: "Energy by month",
  accuracy: "Accuracy",
  sites: "Sites",
} as const;
export type Exported = keyof typeof EXPORTED;
export const EXPORTED_NAMES = Object.keys(EXPORTED) as Exported[];

/** The forecasts that can be exported, with the words of pages. */
export const EXPORTED_FORECASTS = {
  newest: "The newest for each time",
  day_ahead: "Day ahead: as known at 9:00 of the day before",
  as_made: "As known at a time",
  all_runs: "All runs",
} as const;
export type ExportedForecast = keyof typeof EXPORTED_FORECASTS;

/** Characters between cells, by the name that addresses have for them. */
export const DELIMITERS = { comma: ",", semicolon: ";", tab: "\t" } as const;
export const DECIMAL_MARKS = { point: ".", comma: "," } as const;

/**
 * `csv` has times as in RFC 3339; `excel` has a byte order mark, and times that spreadsheets take for
 * times; `json` is a list of objects.
 */
export const EXPORT_FORMATS = ["csv", "excel", "json"] as const;
export type ExportFormat = typeof EXPORT_FORMATS[number];

/** How a file is written. */
export interface ExportLayout {
  format: ExportFormat;
  delimiter: typeof DELIMITERS[keyof typeof DELIMITERS];
  decimal: typeof DECIMAL_MARKS[keyof typeof DECIMAL_MARKS];
  /** Zone of times: an IANA name, or `site` for each site's own. */
  zone: string;
  /** Whether rows have the settlement date and period of Great Britain. */
  hasSettlement: boolean;
}

/** The layout of a file for which no other one was chosen. */
export const PLAIN_LAYOUT: ExportLayout = {
  format: "csv",
  delimiter: ",",
  decimal: ".",
  zone: "UTC",
  hasSettlement: false,
};

/** The sites of an export: those of these UUIDs, or those that pass a filter. */
export type ExportedSites = { uuids: string[] } | { filter: SiteFilter };

/** Days, both included, of the zone of the file, or an exact period. */
export type ExportRange = Pick<DayRange, "first" | "last"> | Period;

/** Which forecast, under which further conditions. */
export interface ForecastChoice {
  choice: ExportedForecast;
  /** Of `as_made`: RFC 3339, or a time like 2026-06-21T06:00 by the clock of the file's zone. */
  madeBefore?: string;
  conditions: ForecastQuestion;
}

/** All that decides what a file holds. */
export interface ExportQuestion {
  what: Exported;
  sites: ExportedSites;
  range: ExportRange;
  forecast: ForecastChoice;
  /** Hours of the day that accuracy counts. */
  light: Light;
  layout: ExportLayout;
}

/** A cell of a row. Texts are disarmed against formulas; numbers get the file's decimal mark. */
export type Cell = string | number | boolean | null;
