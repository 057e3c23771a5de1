import { parse } from "../../validation.ts";
import type { Site } from "../site.ts";
import { newSite, type SiteChanges, siteEdit } from "../site_input.ts";
import {
  cellOf,
  EDITABLE_COLUMNS,
  type EditableColumn,
  READ_ONLY,
  READ_ONLY_COLUMNS,
} from "./columns.ts";
import type { PlannedRow, PlanOptions } from "./site_plan.ts";
import type { RowFault, SiteLine } from "./site_line.ts";

/** Columns that a form and a file may change but not empty. */
const NEEDED = ["client_site_name", "capacity_kw", "latitude", "longitude"] as const;

/**
 * Compares a row with the site that it names. Only columns that differ are checked: other writers of
 * the database check no ranges, and what they stored must not prevent another change.
 */
export function planChange(line: SiteLine, before: Site, { mayEmpty }: PlanOptions): PlannedRow {
  const { row, values } = line;
  const touched = EDITABLE_COLUMNS.filter((column) =>
    values[column] !== undefined && !isSame(values[column], before[column])
  );
  const { data, fields = [] } = parse(
    siteEdit,
    Object.fromEntries(touched.map((column) => [column, values[column]])),
  );
  const faults = [
    ...fields.map(({ field, message }): RowFault => ({ row, column: field, message })),
    ...mayEmpty ? [] : emptied(row, touched, values),
    ...readOnlyFaults(line, before),
  ];
  const changes = data ? changesIn(data, before) : {};
  const isChanged = Object.keys(changes).length > 0;
  if (isChanged) faults.push(...versionFaults(line, before), ...dayFaults(row, changes, before));
  if (faults.length > 0) return { faults };
  return {
    planned: isChanged
      ? { outcome: "changed", row, before, changes }
      : { outcome: "unchanged", row, before },
  };
}

function changesIn(data: SiteChanges, before: Site): SiteChanges {
  const names = Object.keys(data) as EditableColumn[];
  return Object.fromEntries(
    names.filter((name) => !isSame(data[name], before[name])).map((name) => [name, data[name]]),
  );
}

/** Numbers are the same when they have 12 digits in common: spreadsheets keep no more than 15. */
function isSame(sent: unknown, stored: unknown): boolean {
  if (typeof sent === "number" && typeof stored === "number") {
    return sent === stored || sent.toPrecision(12) === stored.toPrecision(12);
  }
  const isNoNumber = typeof stored === "number" && !Number.isFinite(stored);
  return tidy(sent) === (isNoNumber ? String(stored) : tidy(stored));
}

/** Trims texts and undoes the line breaks of other systems; an empty text is no value. */
function tidy(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return value.replace(/\r\n?/g, "\n").trim() || null;
}

function emptied(row: number, touched: EditableColumn[], values: SiteLine["values"]): RowFault[] {
  return NEEDED.filter((column) => touched.includes(column) && values[column] === null)
    .flatMap((column) => {
      const { fields = [] } = parse(newSite.shape[column], undefined);
      return fields.map(({ message }) => ({ row, column, message }));
    });
}

function readOnlyFaults({ row, values }: SiteLine, before: Site): RowFault[] {
  return READ_ONLY_COLUMNS.filter((column) =>
    values[column] !== undefined && !isSame(values[column], cellOf(before, column))
  ).map((column) => ({ row, column, message: READ_ONLY[column] }));
}

function versionFaults({ row, version }: SiteLine, before: Site): RowFault[] {
  if (version === undefined || version === null || version === before.version) return [];
  const isNumber = typeof version === "number" && Number.isInteger(version);
  const message = isNumber
    ? `The list has version ${version} of the site, which is at ${before.version}: it was changed ` +
      "meanwhile. Read it again, and repeat your change."
    : "Send the version that was read, a whole number.";
  return [{ row, column: "version", message, ...isNumber ? { because: "conflict" } : {} }];
}

/** The database refuses such a day, too (app.keep_former_capacity), but the whole list at once. */
function dayFaults(row: number, { capacity_from: day }: SiteChanges, before: Site): RowFault[] {
  const earlier = before.former_capacities.map(({ until_date }) => until_date)
    .filter((until) => until !== before.capacity_from).sort().at(-1);
  if (!day || earlier === undefined || day > earlier) return [];
  const message = `The capacity changed on ${earlier} already: give a later day.`;
  return [{ row, column: "capacity_from", message }];
}
