import type { EditableColumn, ReadOnlyColumn } from "./columns.ts";

/** Most sites of one list. */
export const MOST_SITES = 5000;

/** A site of a list as it was sent, before it is checked. */
export interface SiteLine {
  /** In a file the row as a spreadsheet counts it, the header being row 1; in JSON from 1. */
  row: number;
  /** Undefined for a new site. */
  site_uuid: string | undefined;
  /** Undefined: whatever version is stored. */
  version: unknown;
  /** By column; null: empty. Columns that were not sent are left as they are. */
  values: Partial<Record<EditableColumn | ReadOnlyColumn, unknown>>;
}

/** What is wrong with a cell, and how to correct it. */
export interface RowFault {
  row: number;
  /** Empty where the whole row is wrong. */
  column: string;
  message: string;
  /** Changed by somebody else since it was read; or maybe there already, which `anyway` allows. */
  because?: "conflict" | "duplicate";
}

/** A list of sites as it was sent. */
export interface SentSites {
  lines: SiteLine[];
  faults: RowFault[];
}
