import type { LeftOutLine } from "../read_rows.ts";

/** A value of a run as a line of a file has it. Times are in milliseconds since 1970. */
export interface ForecastRow {
  /** Number of the line in the file as it was sent, from 1. */
  line: number;
  /** The text of the column that names the site; null where the whole file is of one site. */
  site: string | null;
  /** When the run was made. */
  madeMs: number;
  model: string;
  /** Empty where the file names no version. */
  version: string;
  startMs: number;
  endMs: number;
  /** Mean powers over the period, in kW. */
  powerKw: number;
  p10Kw: number | null;
  p90Kw: number | null;
  /** As the file says; null: as far as the start is from the run. */
  horizonMinutes: number | null;
}

/** What a piece of a file of forecasts holds. */
export interface ForecastPiece {
  /** The last line that was read so far. */
  lastLine: number;
  values: ForecastRow[];
  leftOut: LeftOutLine[];
}
