import { z } from "zod";

import type { FieldError } from "../../errors.ts";
import { isZone } from "../../sites/site.ts";
import { MOST_INTEGER } from "../fields.ts";
import { type ColumnTarget, parseTarget } from "./fields.ts";

export const DATE_ORDERS = ["ymd", "dmy", "mdy"] as const;
/** How numbers are written: the mark of decimals, and that between thousands. */
export const NUMBER_FORMS = ["1234.5", "1234,5", "1,234.5", "1.234,5"] as const;
export type NumberForm = typeof NUMBER_FORMS[number];

const NO_ZONE = "Choose the time zone of times that have no offset, like Europe/London.";

/** How a file of sessions is read, as a person chose it. */
export const importPlan = z.object({
  /** What each column holds, by `targetKey`; empty: it is left out. */
  columns: z.array(z.string().max(60)).max(300),
  zone: z.string({ error: NO_ZONE }).min(1, { error: NO_ZONE, abort: true }).refine(isZone, {
    error: "There is no such time zone. Write it like Europe/London.",
  }),
  dates: z.enum(DATE_ORDERS, { error: "Choose how dates are written." }),
  numbers: z.enum(NUMBER_FORMS, { error: "Choose how numbers are written." }),
  /** Currency of costs whose row names none. */
  currency: z.string().regex(/^(?:[A-Z]{3})?$/, { error: "Write the currency like EUR." }),
});
export type ImportPlan = z.output<typeof importPlan>;

/** Where the sessions of a name are: at a site, at a location that is known, or at a new one. */
export const placeChoice = z.union([
  z.object({ site_uuid: z.guid() }),
  z.object({ location_id: z.int().min(1).max(MOST_INTEGER) }),
  z.object({ is_new: z.literal(true) }),
  z.object({ is_none: z.literal(true) }),
]);
export type PlaceChoice = z.output<typeof placeChoice>;

/** The field of a form that holds what a column is. */
export const columnField = (index: number) => `column_${index}`;

/**
 * Returns what the columns of a plan hold, undefined for those that are left out, or what has to be
 * chosen otherwise: a unit, a field that two columns claim, a start or an energy.
 */
export function targetsOf(
  header: readonly string[],
  { columns }: Pick<ImportPlan, "columns">,
): { targets: (ColumnTarget | undefined)[]; errors: FieldError[] } {
  const targets = header.map((_, i) => parseTarget(columns[i] ?? ""));
  const errors: FieldError[] = [];
  const first = new Map<string, number>();
  for (const [i, target] of targets.entries()) {
    const error = columnError({ columns, header, targets, first }, i);
    if (error) errors.push({ field: columnField(i), message: error });
    if (target && !first.has(target.field.field)) first.set(target.field.field, i);
  }
  if (!first.has("session_start_utc") && !first.has("energy_kwh")) {
    const message = "Choose a column for the start or for the energy: a session needs one of them.";
    errors.push({ field: "", message });
  }
  return { targets, errors };
}

interface Chosen {
  columns: readonly string[];
  header: readonly string[];
  targets: readonly (ColumnTarget | undefined)[];
  first: ReadonlyMap<string, number>;
}

function columnError({ columns, header, targets, first }: Chosen, i: number): string | undefined {
  const target = targets[i];
  if (!target) return columns[i] ? "Choose what this column holds from the list." : undefined;
  const { field, unit } = target;
  const other = first.get(field.field);
  if (other !== undefined) {
    return `“${header[other]}” holds this field already. Leave one of the two columns out.`;
  }
  return field.units && unit === undefined
    ? `Choose the unit of “${header[i]}”: the file does not say it.`
    : undefined;
}
