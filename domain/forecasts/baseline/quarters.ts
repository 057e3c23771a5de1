/**
 * Time of the baseline: quarter hours, numbered from the start of 1970 (UTC). A day has 96, so that
 * `quarter % 96` is the time of day, and the whole part of `quarter / 96` the day.
 */
import type { PowerPeriod } from "../../generation/energy.ts";
import { MINUTE } from "../../time/time.ts";

/** Milliseconds of a quarter hour. */
export const QUARTER = 15 * MINUTE;
/** Quarter hours of a UTC day. */
export const QUARTERS_A_DAY = 96;
/** Share of a quarter hour that must have been measured. */
const LEAST_COVERED = 2 / 3;
const LONGEST_GRAIN = 8;

/** Values of the quarter hours from `first` on; NaN is a gap. */
export interface Series {
  first: number;
  values: Float64Array;
  /**
   * Mean length of the measured periods in quarter hours: none of a period's is known before its
   * end.
   */
  grain: number;
}

/** Returns the quarter hour that contains an instant. */
export function quarterOf(ms: number): number {
  return Math.floor(ms / QUARTER);
}

/** Returns the number of the UTC day of a quarter hour, counted from 1970. */
export function dayOfQuarter(quarter: number): number {
  return Math.floor(quarter / QUARTERS_A_DAY);
}

/** Returns the time of day of a quarter hour, 0 to 95. */
export function timeOfDay(quarter: number): number {
  return ((quarter % QUARTERS_A_DAY) + QUARTERS_A_DAY) % QUARTERS_A_DAY;
}

/**
 * Computes the mean powers (kW) of `count` quarter hours, weighted by time, from periods of any
 * length that had ended by `knownMs`. A quarter hour is a gap unless at least two thirds of it were
 * measured. Ignores periods that end before they start, and power above 1.5 times or below −0.1
 * times the capacity. Other negative power (consumption at night) counts as 0.
 *
 * With `shape`, the potential of these quarter hours in kW, the energy of a longer period is spread
 * in proportion to it: an hour at sunrise has one index then, and no low quarter before a high one.
 */
export function quarterHours(
  measured: Iterable<PowerPeriod>,
  first: number,
  count: number,
  { knownMs, capacityKw, shape }: { knownMs: number; capacityKw: number; shape?: Float64Array },
): Series {
  const values = new Float64Array(count);
  const covered = new Float64Array(count);
  let [periods, lengthMs] = [0, 0];
  const firstMs = first * QUARTER;
  const lastMs = firstMs + count * QUARTER;
  for (const { startMs, endMs, powerKw } of measured) {
    const possible = powerKw <= 1.5 * capacityKw && powerKw >= -0.1 * capacityKw;
    if (!possible || endMs <= startMs || endMs > knownMs || startMs >= lastMs || endMs <= firstMs) {
      continue;
    }
    periods++;
    lengthMs += endMs - startMs;
    let at = Math.max(0, Math.floor((startMs - firstMs) / QUARTER));
    const usualKw = shape ? meanShape(shape, firstMs, startMs, endMs) : 0;
    for (; at < count && firstMs + at * QUARTER < endMs; at++) {
      const from = Math.max(startMs, firstMs + at * QUARTER);
      const overlap = Math.min(endMs, firstMs + (at + 1) * QUARTER) - from;
      const share = usualKw > 0 ? shape![at]! / usualKw : 1;
      values[at]! += overlap * share * Math.max(0, powerKw);
      covered[at]! += overlap;
    }
  }
  for (let at = 0; at < count; at++) {
    values[at] = covered[at]! >= LEAST_COVERED * QUARTER - 1 ? values[at]! / covered[at]! : NaN;
  }
  const grain = periods === 0 ? 1 : Math.round(lengthMs / periods / QUARTER);
  return { first, values, grain: Math.max(1, Math.min(LONGEST_GRAIN, grain)) };
}

/**
 * Returns the mean of a shape over a period that is longer than a quarter hour; 0 for shorter ones,
 * in the dark, and where the shape does not reach over all of the period.
 */
function meanShape(shape: Float64Array, firstMs: number, startMs: number, endMs: number): number {
  if (endMs - startMs <= QUARTER || startMs < firstMs) return 0;
  if (endMs > firstMs + shape.length * QUARTER) return 0;
  let sum = 0;
  for (let at = Math.floor((startMs - firstMs) / QUARTER); firstMs + at * QUARTER < endMs; at++) {
    const from = Math.max(startMs, firstMs + at * QUARTER);
    sum += shape[at]! * (Math.min(endMs, firstMs + (at + 1) * QUARTER) - from);
  }
  return sum / (endMs - startMs);
}
