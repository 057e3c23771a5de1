import { z } from "zod";
import type { FieldError } from "../errors.ts";
import { calendarDay } from "../time/day_range.ts";
import { editedMapping, type Mapping, mappingFaults, mappingFields, NOTHING } from "./mapping.ts";
import { variableEdit } from "./variable.ts";

/** How far back a form counts again. */
export const COUNT_FROM = ["all", "now", "day"] as const;

const from = z.enum(COUNT_FROM, { error: "Choose from when on to count." });
const charger = z.enum(["yes", "no"], {
  error: "Say whether the consumption includes the charger.",
}).nullable().default(null);
const day = calendarDay.nullable().default(null);

/** The form of a variable: what it is called, what it feeds, and how far back that is counted. */
export const variableForm = z.object({
  label: variableEdit.shape.label,
  unit: variableEdit.shape.unit,
  feeds: mappingFields.feeds,
  feed_unit: mappingFields.feed_unit.default(null),
  includes_charger: charger,
  from,
  day,
});
export type VariableForm = z.output<typeof variableForm>;

/** The form of a preset. */
export const presetForm = z.object({
  includes_charger: charger,
  from,
  day,
});

type Chosen = z.output<typeof presetForm>;

/**
 * Returns from when on a form counts (RFC 3339; null: all), as its day begins in a zone, or what is
 * wrong with it.
 */
export function countFrom(
  { from, day }: Pick<Chosen, "from" | "day">,
  zone: string,
  now: Temporal.Instant,
): { utc: string | null } | { fields: FieldError[] } {
  if (from === "all") return { utc: null };
  if (from === "now") return { utc: now.round("second").toString() };
  if (!day) return { fields: [{ field: "day", message: "Enter the day." }] };
  return { utc: Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString() };
}

/** Returns the mapping that a form asks for, or what is wrong with its fields. */
export function mappingOf(
  { feeds, feed_unit, includes_charger }: Omit<VariableForm, "label" | "unit" | "from" | "day">,
  utc: string | null,
): { mapping: Mapping } | { fields: FieldError[] } {
  const mapping = editedMapping(NOTHING, {
    feeds,
    feed_unit,
    includes_charger: includes_charger && includes_charger === "yes",
    feed_from_utc: utc,
  });
  const fields = mappingFaults(mapping);
  return fields.length > 0 ? { fields } : { mapping };
}
