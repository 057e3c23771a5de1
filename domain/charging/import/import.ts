import type { ProposedPlan } from "./guess_plan.ts";
import type { ImportPlan, PlaceChoice } from "./plan.ts";

/**
 * Where an import stands: its columns or its places are to be chosen, its rows are compared with what
 * is stored, the preview is there, its rows are being stored, stored, taken back, or it failed.
 */
export type ImportState =
  | "columns"
  | "places"
  | "checking"
  | "checked"
  | "storing"
  | "stored"
  | "undone"
  | "failed";

export const ROW_STATUSES = ["new", "near", "exact", "wrong"] as const;
export type RowStatus = typeof ROW_STATUSES[number];
export const ROW_ACTIONS = ["insert", "update", "skip"] as const;
export type RowAction = typeof ROW_ACTIONS[number];
export const ROW_RESULTS = ["added", "updated", "skipped", "failed", "undone", "kept"] as const;
export type RowResult = typeof ROW_RESULTS[number];

/** A name of a place in a file, how many rows have it, and where it is; null: not chosen. */
export interface PlaceName {
  name: string;
  rows: number;
  choice: PlaceChoice | null;
}

/** A file of sessions that a group sent, and what became of it. Times are RFC 3339. */
export interface SessionImport {
  import_uuid: string;
  file_name: string;
  /** The program that wrote it; null: not known. */
  format: string | null;
  state: ImportState;
  actor: string | null;
  header: string[];
  /** Rows of the file, and how many of them have been checked or stored so far. */
  total: number;
  done: number;
  proposal: ProposedPlan;
  plan: ImportPlan | null;
  places: PlaceName[];
  counts: Record<RowStatus, number> | null;
  result: Record<"added" | "updated" | "skipped" | "failed", number> | null;
  message: string | null;
  created_utc: string;
  expires_utc: string;
}

/** A row of a file, as the preview and the result show it. */
export interface ImportRow {
  row_number: number;
  line: number;
  cells: string[];
  line_fault: string | null;
  edits: Record<string, string>;
  status: RowStatus | null;
  session: Record<string, unknown> | null;
  /** What is wrong: the field, empty for the whole row, and a sentence. */
  field: string | null;
  message: string | null;
  remarks: string[];
  match_id: string | null;
  match_row: number | null;
  action: RowAction | null;
  result: RowResult | null;
  session_id: string | null;
}

/** Returns what is done with a row unless a person chooses otherwise. */
export const actionOf = ({ action, status }: Pick<ImportRow, "action" | "status">): RowAction =>
  action ?? (status === "new" ? "insert" : "skip");
