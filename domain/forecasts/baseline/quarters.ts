/**
 * Time of the baseline: quarter hours, numbered from the start of 1970 (UTC). 96 make a day, so that
 * `quarter % 96` is the time of day and `quarter / 96` the day.
 */
import type { PowerPeriod } from "../../generation/energy.ts";
import { MINUTE } from "../../time/time.ts";

export const QUARTER = 15 * MINUTE;
export const QUARTERS_A_DAY = 96;
/** Share of a quarter hour that must have been measured. */
const LEAST_COVERED = 2 / 3;
const LONGEST_GRAIN = 8;

/** Values of the quarter hours from `first` on; NaN is a gap. */
export interface Series {
  first: number;
  values: Float64Array;
  /** Quarter hours of the periods that were measured: of an hour's four, none is known before its end. */
  grain: number;
}

/** The quarter hour that an instant falls into. */
export function quarterOf(ms: number): number {
  return Math.floor(ms / QUARTER);
}

/** The number of the UTC day that a quarter hour belongs to. */
export function dayOfQuarter(quarter: number): number {
  return Math.floor(quarter / QUARTERS_A_DAY);
}

/** 0 to 95. */
export function timeOfDay(quarter: number): number {
  return ((quarter % QUARTERS_A_DAY) + QUARTERS_A_DAY) % QUARTERS_A_DAY;
}

/**
 * Mean powers (kW) of `count` quarter hours, weighted by time, from periods of any length that had
 * ended by `knownMs`. A quarter hour is a gap when less than two thirds of it were measured. Power
 * that a plant of this capacity cannot give (more than 1.5 times of it, or taking in more than a
 * tenth of it) was not measured, nor was a period that ends before it has begun; what a plant takes in
 * at night counts as nothing.
 */
export function quarterHours(
  measured: Iterable<PowerPeriod>,
  first: number,
  count: number,
  { knownMs, capacityKw }: { knownMs: number; capacityKw: number },
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
    for (; at < count && firstMs + at * QUARTER < endMs; at++) {
      const from = Math.max(startMs, firstMs + at * QUARTER);
      const overlap = Math.min(endMs, firstMs + (at + 1) * QUARTER) - from;
      values[at]! += overlap * Math.max(0, powerKw);
      covered[at]! += overlap;
    }
  }
  for (let at = 0; at < count; at++) {
    values[at] = covered[at]! >= LEAST_COVERED * QUARTER - 1 ? values[at]! / covered[at]! : NaN;
  }
  const grain = periods === 0 ? 1 : Math.round(lengthMs / periods / QUARTER);
  return { first, values, grain: Math.max(1, Math.min(LONGEST_GRAIN, grain)) };
}
