import { z } from "zod";
import type { FieldError } from "../errors.ts";
import { time } from "../ingestion.ts";
import { COUNTER_UNITS, type FeedUnit, POWER_UNITS } from "./kilowatts.ts";

export const FEEDS = ["nothing", "generation", "consumption", "charger"] as const;
export const MEASURES = ["power", "counter"] as const;
export const FEED_UNITS = [...POWER_UNITS, ...COUNTER_UNITS] as const;

/** What the readings of a variable count for at the site of their logger. */
export interface Mapping {
  feeds: typeof FEEDS[number];
  /** A power, or a counter of energy. Null: it feeds nothing. */
  measures: typeof MEASURES[number] | null;
  /** The unit in which its readings are. Null: it feeds nothing. */
  feed_unit: FeedUnit | null;
  /** Of consumption: whether the charger's is in it. Null: it is no consumption. */
  includes_charger: boolean | null;
  /**
   * Periods that start before it are not its concern: null, all are. Of a variable that feeds nothing
   * any more: periods that start before it stay as they are; null, those before the edit.
   */
  feed_from_utc: string | null;
}

/** What a variable feeds by default. */
export const NOTHING: Mapping = {
  feeds: "nothing",
  measures: null,
  feed_unit: null,
  includes_charger: null,
  feed_from_utc: null,
};

const oneOf = (list: readonly string[]) => `Choose one of: ${list.join(", ")}.`;

/** The fields of a mapping, as a form or a program sends them. What is absent stays. */
export const mappingFields = {
  feeds: z.enum(FEEDS, { error: oneOf(FEEDS) }),
  measures: z.enum(MEASURES, { error: oneOf(MEASURES) }).nullable(),
  feed_unit: z.enum(FEED_UNITS, { error: oneOf(FEED_UNITS) }).nullable(),
  includes_charger: z.boolean({
    error: "Say with true or false whether the consumption includes the charger.",
  }).nullable(),
  feed_from_utc: time().nullable(),
};

/** An edit of a mapping: exactly the given fields are written. */
export const mappingEdit = z.object(mappingFields).partial();
export type MappingEdit = z.output<typeof mappingEdit>;

/**
 * Returns what an edit makes of a mapping. What a new kind of feed does not need becomes null; the
 * unit says whether a power or a counter is measured, unless the edit does.
 */
export function editedMapping(before: Mapping, edit: MappingEdit): Mapping {
  const edited = { ...before, ...edit };
  if (edited.feeds === "nothing") {
    return { ...NOTHING, feed_from_utc: edit.feed_from_utc ?? null };
  }
  const measures = edit.measures ?? (edit.feed_unit ? measuredIn(edit.feed_unit) : edited.measures);
  return {
    ...edited,
    measures: measures ?? (edited.feed_unit && measuredIn(edited.feed_unit)),
    includes_charger: edited.feeds === "consumption" ? edited.includes_charger : null,
  };
}

/** Returns what is missing from a mapping, or does not fit together; an empty list for a good one. */
export function mappingFaults(mapping: Mapping): FieldError[] {
  const { feeds, measures, feed_unit, includes_charger } = mapping;
  if (feeds === "nothing") return [];
  const faults: FieldError[] = [];
  if (feed_unit === null) {
    faults.push({ field: "feed_unit", message: oneOf(unitsOf(measures)) });
  } else if (measures !== null && measuredIn(feed_unit) !== measures) {
    const message = `A ${measures} is not measured in ${feed_unit}. ${oneOf(unitsOf(measures))}`;
    faults.push({ field: "feed_unit", message });
  } else if (measures === null) {
    faults.push({ field: "measures", message: oneOf(MEASURES) });
  }
  if (feeds === "consumption" && includes_charger === null) {
    faults.push({
      field: "includes_charger",
      message: "Say whether the consumption includes the charger.",
    });
  }
  return faults;
}

function measuredIn(unit: FeedUnit): typeof MEASURES[number] {
  return (POWER_UNITS as readonly string[]).includes(unit) ? "power" : "counter";
}

function unitsOf(measures: Mapping["measures"]): readonly FeedUnit[] {
  if (measures === null) return FEED_UNITS;
  return measures === "power" ? POWER_UNITS : COUNTER_UNITS;
}

/** Returns what a mapping says, in words: `generation, a power in W`. */
export function mappingText({ feeds, measures, feed_unit, includes_charger }: Mapping): string {
  if (feeds === "nothing") return "nothing";
  const what = feeds === "charger" ? "power of the charger" : feeds;
  const charger = includes_charger === null
    ? ""
    : includes_charger
    ? ", with the charger"
    : ", without the charger";
  return `${what}${charger}, a ${measures} in ${feed_unit}`;
}
