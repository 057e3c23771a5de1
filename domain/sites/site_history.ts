import type { OutagePeriod } from "./outage.ts";
import { type NamedSite, siteName } from "./site.ts";
import { columnLabel, columnText, shownColumns } from "./site_columns.ts";

type Row = Record<string, unknown>;

/** One change of a site, with the names that the viewer may see (`app.history_of_site`). */
export interface HistoryEntry {
  site_history_uuid: string;
  created_utc: string | null;
  operation_type: string;
  /** The row after the change, or the deleted row. */
  site_data: Row;
  before: Row | null;
  /** Who made the change: a user of the viewer's group, an admin or another; null when unknown. */
  who: "own" | "admin" | "other" | null;
  email: string | null;
  changed_through: string | null;
  database_role: string | null;
  /** What was sent or undone, of operations BATCH and UNDO; null of changes of the site. */
  batch: BatchEntry | null;
  /** What became of an outage, of operation OUTAGE; else null. */
  outage: OutageEntry | null;
}

/** An outage as a change left it, or as it was when it was removed. */
export interface OutageEntry extends OutagePeriod {
  outage_uuid: string;
  operation: "marked" | "changed" | "removed" | "put back";
}

/** The numbers of a batch at the site. Times are RFC 3339. */
export interface BatchEntry {
  batch_id: number;
  kind: "sent" | "corrected" | "deleted" | "forecasts" | "withdrawn";
  inserted: number;
  replaced: number;
  deleted: number;
  runs: number;
  start_utc: string;
  end_utc: string;
}

/** A column that a change touched, with both values. */
export interface Change {
  column: string;
  before: unknown;
  after: unknown;
}

/** Returns the columns that a change touched: for a creation or deletion, all that have a value. */
export function changesOf(entry: HistoryEntry): Change[] {
  if (entry.batch || entry.outage) return [];
  const isDeletion = entry.operation_type === "DELETE";
  const before = isDeletion
    ? entry.site_data
    : entry.operation_type === "INSERT"
    ? null
    : entry.before;
  const after = isDeletion ? null : entry.site_data;
  return shownColumns([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
    .map((column) => ({
      column,
      before: before?.[column] ?? null,
      after: after?.[column] ?? null,
    }))
    .filter((change) => change.before !== change.after);
}

/** Returns a change in words: the column's label, and both values with their unit. */
export function changeText({ column, before, after }: Change) {
  return {
    label: columnLabel(column),
    before: columnText(column, before),
    after: columnText(column, after),
  };
}

/** Returns who made a change, as far as the viewer may know; undefined when unknown. */
export function whoText({ who, email }: HistoryEntry): string | undefined {
  if (email) return email;
  if (who === "admin") return "an administrator";
  return who === "other" ? "somebody of another group" : undefined;
}

const WAYS: Record<string, string> = {
  form: "in a form",
  api: "through the API",
  task: "by a task of the service",
};

/** Returns how a change was made: by form, API or task of the service, or by SQL. */
export function wayText({ changed_through, database_role, operation_type }: HistoryEntry): string {
  if (operation_type === "UNDO") return "";
  if (changed_through === null) return `by SQL as role ${database_role ?? "unknown"}`;
  return WAYS[changed_through] ?? changed_through;
}

/** Returns the site's name after a change; undefined without a change. */
export function nameThen(entry: HistoryEntry | undefined): string | undefined {
  return entry && siteName(entry.site_data as Row & NamedSite);
}
