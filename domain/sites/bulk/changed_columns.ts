import type { Site } from "../site.ts";
import type { SiteChanges } from "../site_input.ts";
import { EDITABLE_COLUMNS, type EditableColumn } from "./columns.ts";

/** A value before and after a list of sites is stored. */
export interface ChangedColumn {
  column: EditableColumn;
  before: string | number | boolean | null;
  after: string | number | boolean | null;
}

/** Returns the values that a row changes, in the order of the file's columns. */
export function changedColumns(
  { before, changes }: { before: Site; changes: SiteChanges },
): ChangedColumn[] {
  return EDITABLE_COLUMNS.filter((column) => changes[column] !== undefined)
    .map((column) => ({ column, before: before[column], after: changes[column] ?? null }));
}
