/** Why a line brings no value. */
export type LeftOutReason =
  | "empty"
  | "not_a_number"
  | "not_a_time"
  | "not_finite"
  | "skipped_hour"
  | "no_site"
  | "counter_fell"
  | "no_partner"
  | "off_grid"
  | "impossible"
  | "second_value"
  | "second_table"
  | "not_covered"
  | "cut_off"
  | "too_long"
  | "too_few_cells"
  | "no_model"
  | "conflict";

/** Mean power in kW over the half-open period, as the lines up to `line` show it. */
export interface ReadPeriod {
  /** Number of the line in the file as it was sent, from 1. */
  line: number;
  /** The text of the column that names the site; null where the whole file is of one site. */
  site: string | null;
  startMs: number;
  endMs: number;
  powerKw: number;
}

/** A line that is left out, with the cells that were read of it and no others. */
export interface LeftOutLine {
  line: number;
  reason: LeftOutReason;
  /** A sentence that a person can act on. */
  message: string;
  cells: string[];
}

/** What a piece of a file holds. */
export interface ReadPiece {
  /** The last line that was read so far. Values of several inverters may come only after the last of the file. */
  lastLine: number;
  periods: ReadPeriod[];
  leftOut: LeftOutLine[];
}
