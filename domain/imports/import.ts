import type { Warning } from "../warnings.ts";
import type { LeftOutReason } from "./read_rows.ts";
import type { FileKind, Proposal, Reading } from "./reading.ts";

/**
 * Where an import stands: its file arrives, its reading is to be decided, the file is being read for
 * the preview, the preview is there, its rows are being stored, stored, being undone, undone, or it failed.
 */
export const IMPORT_STATES = [
  "uploading",
  "proposed",
  "checking",
  "checked",
  "storing",
  "stored",
  "undoing",
  "undone",
  "failed",
] as const;
export type ImportState = typeof IMPORT_STATES[number];

/** A file that a group sent, and what became of it. Times are RFC 3339. */
export interface Import {
  import_uuid: string;
  file_name: string;
  /** Known once the file has arrived. */
  kind: FileKind;
  state: ImportState;
  /** E-mail address of the user who sent it. */
  actor: string | null;
  /** The site of the whole file; null where a column names it, or where it is not chosen yet. */
  site_uuid: string | null;
  bytes: number;
  /** Null while it arrives. */
  proposal: Proposal | null;
  reading: Reading | null;
  /** Fields of the open questions that have been decided. */
  decided: string[];
  /** Name under which the reading is remembered once this is confirmed; null: it is not. */
  reading_name: string | null;
  /** Whether it is stored as soon as it has been checked. */
  is_confirmed: boolean;
  /** Whether it replaces what the group brought for the same periods. */
  replaces: boolean;
  preview: ImportPreview | null;
  /** Bytes read while checking, rows stored while storing, of so many. */
  done: number;
  total: number;
  result: ImportResult | null;
  batch_id: number | null;
  /** Why it failed. */
  message: string | null;
  created_utc: string;
  changed_utc: string;
  ended_utc: string | null;
  /** When the file, or after storing the list of lines left out, is deleted. */
  expires_utc: string;
}

export interface ImportResult {
  inserted: number;
  unchanged: number;
  conflicting: number;
  replaced: number;
}

/** What an import would do, before anything is stored. */
export interface ImportPreview {
  rows: number;
  first_rows: PreviewRow[];
  last_rows: PreviewRow[];
  sites: PreviewSite[];
  /** Names or numbers in the file that no site of the group has. */
  unknown_sites: string[];
  counts: { new: number; unchanged: number; conflicting: number; left_out: number };
  left_out: { reason: LeftOutReason; lines: number; first_line: number; message: string }[];
  warnings: Warning[];
  /** Of a file of forecasts, which has no measured rows and sites. */
  forecasts?: ForecastPreview;
}

/** The runs that a file of forecasts holds. */
export interface ForecastPreview {
  runs: number;
  /** At most 20. */
  models: { name: string; version: string | null }[];
  first_rows: ForecastPreviewRow[];
  last_rows: ForecastPreviewRow[];
  sites: ForecastPreviewSite[];
}

/** A value of a run. */
export interface ForecastPreviewRow {
  line: number;
  site_uuid: string;
  made_utc: string;
  model_name: string;
  start_utc: string;
  end_utc: string;
  forecast_power_kw: number;
  p10_kw: number | null;
  p90_kw: number | null;
}

/** What a file holds of the forecasts for one site. */
export interface ForecastPreviewSite {
  site_uuid: string;
  name: string | null;
  time_zone: string;
  capacity_kw: number | null;
  runs: number;
  values: number;
  first_made_utc: string;
  last_made_utc: string;
  first_utc: string;
  last_utc: string;
  highest_kw: number;
  /** One of the runs, of which a picture can be drawn; null beyond the first 12 sites. */
  example: ExampleRun | null;
}

/** A run with its first values. */
export interface ExampleRun {
  made_utc: string;
  model_name: string;
  /** Start, end (milliseconds since 1970), power, P10 and P90 (kW). */
  values: [startMs: number, endMs: number, kw: number, p10: number | null, p90: number | null][];
}

export interface PreviewRow {
  line: number;
  site_uuid: string;
  start_utc: string;
  end_utc: string;
  generation_power_kw: number;
}

/** What the file holds of one site. Days are those of the site's zone. */
export interface PreviewSite {
  site_uuid: string;
  name: string | null;
  time_zone: string;
  capacity_kw: number | null;
  rows: number;
  first_utc: string;
  last_utc: string;
  highest_kw: number;
  energy_kwh: number;
  /** At most 400 days, evenly spread. */
  days: PreviewDay[];
}

export interface PreviewDay {
  day: string;
  energy_kwh: number;
  /** Mean power in kW of each half hour of the local day; null without values. At most 92 days have it. */
  half_hours: (number | null)[] | null;
}

/** How a group's files of one shape are read, under the name that the group gave it. */
export interface RememberedReading {
  name: string;
  shape_key: string;
  reading: Reading;
  /** When an import was last confirmed with it. */
  used_utc: string;
}
