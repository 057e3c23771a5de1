import { solarPosition } from "../../solar/sun.ts";
import { HOUR } from "../../time/time.ts";
import type { Hint } from "../hints/hint.ts";
import { hasCoordinates, type Site } from "../site.ts";

/** A complete hour of a site (UTC), with mean powers in kW; null where they are not known. */
export interface ObservedHour {
  startMs: number;
  measuredKw: number | null;
  forecastKw: number | null;
  p10Kw: number | null;
}

/** What the rules about a site read. */
export interface Observations {
  site: Site;
  /** The last hours, in order of time, without those in which an outage was marked. */
  hours: readonly ObservedHour[];
  /** An outage or curtailment is marked and has not ended. */
  isOut: boolean;
  /** End of the newest measurement, milliseconds since 1970; null without any. */
  measuredUntilMs: number | null;
  /** Median time between messages of the site in minutes; null with too few to know. */
  usualMinutes: number | null;
  /** Some of the newest measurements are of times with the sun down. */
  measuresInTheDark: boolean;
  /** Newest run of the model that the site shows; null without one. */
  newestRunMs: number | null;
  /** Median time between its runs in minutes; null with one run. */
  usualRunMinutes: number | null;
  /** What contradicts the facts, and the UTC day of the comparison. */
  hints: readonly Hint[];
  hintDay: string | null;
}

/** Daylight begins for these rules when the sun is so high, in degrees: below, shade decides. */
export const LEAST_ELEVATION = 10;

/** Returns true for hours of a wind site, and for those of a PV site with the sun high enough. */
export function isDaylight(site: Site, { startMs }: ObservedHour): boolean {
  if (site.asset_type === "wind") return true;
  if (!hasCoordinates(site)) return false;
  const { zenith } = solarPosition(startMs + HOUR / 2, site.latitude, site.longitude);
  return zenith < 90 - LEAST_ELEVATION;
}

/**
 * Returns the newest hours of daylight that fulfil a condition, in order of time: from the last
 * measured one back to the first that does not. Hours that `isDecided` leaves out do not count.
 */
export function newestStretch(
  { site, hours }: Observations,
  isDecided: (hour: ObservedHour) => boolean,
  isSo: (hour: ObservedHour) => boolean,
): ObservedHour[] {
  const decided = hours.filter((hour) =>
    hour.measuredKw !== null && isDecided(hour) && isDaylight(site, hour)
  );
  return decided.slice(decided.findLastIndex((hour) => !isSo(hour)) + 1);
}
