import { HOUR } from "../time/time.ts";
import { nights } from "../solar/sun.ts";
import { lengthMs, type PowerPeriod, type Span } from "./energy.ts";

/** Hours of daylight, or of the whole day where daylight does not matter, of one value. */
const STUCK_DAYLIGHT_HOURS = 6;
const STUCK_HOURS = 24;
/** A value within this share of a limit is one that a plant holds for hours. */
export const NEAR_LIMIT = 0.02;
/** The highest value of so many days counts as a limit, too: the plant may be curtailed to it. */
const HIGHEST_DAYS = 30;
/** Share of a day's clear-sky energy that a plant in operation exceeds below the thickest clouds. */
const OUTAGE_SHARE = 0.02;
/** How long the sun must have been high enough for that to be telling. */
const OUTAGE_SUN_HOURS = 3;
/** Longer rows of such days are snow. */
const MOST_OUTAGE_DAYS = 7;

/** What tells a value that a plant holds from one that a meter is stuck at. */
export interface StuckFacts {
  /** The place of a solar site; undefined for wind and without coordinates: daylight is not known. */
  place?: { latitude: number; longitude: number };
  /** Powers in kW that a plant can hold: its AC limit, its capacities, its highest of 30 days. */
  limitsKw: readonly number[];
}

/**
 * Returns the stretches of periods at which a meter was stuck: at least 6 hours of daylight (24 hours
 * where `place` is undefined) of one value that is neither 0 nor within 2 % of a limit, nor of the
 * highest value that other periods have within 30 days of the end of the stretch. A gap ends a
 * stretch. The periods are in order and do not overlap.
 */
export function stuckStretches<P extends PowerPeriod>(
  periods: readonly P[],
  { place, limitsKw }: StuckFacts,
): P[][] {
  return constantStretches(periods).filter((stretch) => {
    const { powerKw } = stretch[0]!;
    const isNear = (limitKw: number) => Math.abs(powerKw - limitKw) <= NEAR_LIMIT * limitKw;
    return powerKw !== 0 && lastsLong(spanOf(stretch), place) && !limitsKw.some(isNear) &&
      !isNear(highestBeside(periods, stretch));
  });
}

/** Groups periods without a gap between them that have one value. */
function constantStretches<P extends PowerPeriod>(periods: readonly P[]): P[][] {
  const found: P[][] = [];
  let last: P | undefined;
  for (const period of periods) {
    if (last?.endMs === period.startMs && last.powerKw === period.powerKw) {
      found.at(-1)!.push(period);
    } else found.push([period]);
    last = period;
  }
  return found;
}

function spanOf(stretch: readonly Span[]): Span {
  return { startMs: stretch[0]!.startMs, endMs: stretch.at(-1)!.endMs };
}

function lastsLong({ startMs, endMs }: Span, place: StuckFacts["place"]): boolean {
  const hours = place ? STUCK_DAYLIGHT_HOURS : STUCK_HOURS;
  if (endMs - startMs < hours * HOUR) return false;
  const darkMs = place ? lengthMs(nights(startMs, endMs, place.latitude, place.longitude)) : 0;
  return endMs - startMs - darkMs >= hours * HOUR;
}

/** Returns the highest power of the 30 days around a stretch's end, without the stretch itself. */
function highestBeside(periods: readonly PowerPeriod[], stretch: readonly Span[]): number {
  const { startMs, endMs } = spanOf(stretch);
  let highestKw = 0;
  for (const period of periods) {
    const isBeside = period.endMs <= startMs || period.startMs >= endMs;
    const isRecent = Math.abs(period.startMs - endMs) <= HIGHEST_DAYS * 24 * HOUR;
    if (isBeside && isRecent) highestKw = Math.max(highestKw, period.powerKw);
  }
  return highestKw;
}

/** What is known of a day of a solar site: energies over the periods that were measured. */
export interface DayEnergy {
  measuredKwh: number;
  /** What a cloudless sky would have given in the same periods. */
  clearSkyKwh: number;
  /** How long, within these periods, the sun was more than 10° above the horizon. */
  highSunMs: number;
}

/**
 * Returns the days, of a solar site's days in order, on which the plant was out of operation: below
 * 2 % of the clear-sky energy though the sun was above 10° for 3 hours. More than 7 of them in a row
 * are snow and kept; a day that cannot be judged, since the sun was low or nothing was measured,
 * does not end a row.
 */
export function outageDays<D extends DayEnergy>(days: readonly D[]): D[] {
  const rows: D[][] = [[]];
  for (const day of days) {
    if (day.highSunMs < OUTAGE_SUN_HOURS * HOUR) continue;
    if (day.measuredKwh < OUTAGE_SHARE * day.clearSkyKwh) rows.at(-1)!.push(day);
    else rows.push([]);
  }
  return rows.filter((row) => row.length <= MOST_OUTAGE_DAYS).flat();
}
