import { type Site, siteName } from "./site.ts";
import { columnLabel, columnText, shownColumns } from "./site_columns.ts";

type Row = Record<string, unknown>;

/** One change of a site, as `app.history_of_site` tells it to the viewer. */
export interface HistoryEntry {
  site_history_uuid: string;
  created_utc: string | null;
  operation_type: string;
  /** The row after the change; of a deletion, the row that went. */
  site_data: Row;
  before: Row | null;
  /** Whose it was, seen from the viewer's group; null: nobody is named. */
  who: "own" | "admin" | "other" | null;
  email: string | null;
  changed_through: string | null;
  database_role: string | null;
}

export interface Change {
  column: string;
  before: unknown;
  after: unknown;
}

/** The columns that a change touched: of a creation and a deletion all that had a value. */
export function changesOf(entry: HistoryEntry): Change[] {
  const gone = entry.operation_type === "DELETE";
  const before = gone ? entry.site_data : entry.operation_type === "INSERT" ? null : entry.before;
  const after = gone ? null : entry.site_data;
  return shownColumns([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
    .map((column) => ({
      column,
      before: before?.[column] ?? null,
      after: after?.[column] ?? null,
    }))
    .filter((change) => change.before !== change.after);
}

/** A change in words: what it is of, and both values with their unit. */
export function changeText({ column, before, after }: Change) {
  return {
    label: columnLabel(column),
    before: columnText(column, before),
    after: columnText(column, after),
  };
}

/** Whoever is named, as far as the viewer may know them. */
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

/** How a change came: by one of our doors, or straight into the database. */
export function wayText({ changed_through, database_role }: HistoryEntry): string {
  if (changed_through === null) return `by SQL as role ${database_role ?? "unknown"}`;
  return WAYS[changed_through] ?? changed_through;
}

/** What the site was called after a change; undefined: there was none. */
export function nameThen(entry: HistoryEntry | undefined): string | undefined {
  return entry && siteName(entry.site_data as unknown as Site);
}
