import { inShownOrder, sessionLabel, sessionValue } from "./session_columns.ts";

/** A change of a session (`app.charging_history`). */
export interface SessionChange {
  changed_utc: string;
  operation: "INSERT" | "UPDATE" | "DELETE";
  /** Of an UPDATE: by column what was before and after. */
  changes: Record<string, [before: unknown, after: unknown]>;
  changed_by_email: string | null;
  changed_through: string | null;
  database_role: string;
}

const WAYS: Record<string, string> = {
  form: "in a form",
  api: "through the API",
  home_assistant: "by Home Assistant",
  task: "by a task of the service",
};

/** Returns who made a change and how it came: `alice@example.org, in a form`. */
export function authorText(change: SessionChange): string {
  const { changed_by_email: email, changed_through: through, database_role: role } = change;
  const way = through === null ? `by SQL as role ${role}` : WAYS[through] ?? through;
  return email === null ? way : `${email}, ${way}`;
}

/** What a change did to a column, in words. */
export interface ColumnChange {
  label: string;
  before: string;
  after: string;
}

/** Returns what an update changed, in the order of pages. */
export function columnChanges({ operation, changes }: SessionChange): ColumnChange[] {
  if (operation !== "UPDATE") return [];
  return inShownOrder(Object.keys(changes)).map((name) => ({
    label: sessionLabel(name),
    before: sessionValue(name, changes[name]![0]),
    after: sessionValue(name, changes[name]![1]),
  }));
}
