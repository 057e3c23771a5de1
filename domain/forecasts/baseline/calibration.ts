/**
 * Calibration of the band: how much wider or narrower the tails must be so that a tenth of the
 * outcomes lies beyond each. It is measured on the last weeks with regressions that were fitted on
 * the time before. Sources: Romano, Patterson & Candès, Conformalized Quantile Regression, NeurIPS
 * 2019; the multiplied form: Sesia & Candès, A comparison of some conformal quantile regression
 * methods, Stat 9(1), 2020.
 */
import { quantileOfSorted } from "../statistics.ts";
import { TAIL_FEATURES } from "./features.ts";
import type { Rows } from "./regression.ts";

/** Most days that are held out; never more than a third of the rows. */
const HELD_DAYS = 30;
/** A prior widening, weighted as this many days: bands fitted on few days are too narrow. */
const PRIOR_DAYS = 15;
const PRIOR_WIDENING = 1.15;
const WIDEST = 3;
/** Smaller distances are noise of the meter. */
const LEAST_DISTANCE = 0.03;

/** Returns how many of the rows, which are in order of time, come before the held-out ones. */
export function heldFrom({ count, age }: { count: number; age: Float64Array }): number {
  const recent = age.findIndex((days) => days <= HELD_DAYS);
  return Math.min(recent < 0 ? count : recent, Math.floor(count * 2 / 3));
}

/**
 * Returns the factor for the coefficients of a tail, estimated on the rows from `from` on, which
 * they were not fitted on. The fewer days these cover, the closer it is to the prior.
 */
export function widening(
  { x, y, count }: Rows,
  age: Float64Array,
  coefficients: ArrayLike<number>,
  from: number,
): number {
  const scores = new Float64Array(count - from);
  for (let row = from; row < count; row++) {
    let distance = 0;
    for (let c = 0, at = row * TAIL_FEATURES; c < TAIL_FEATURES; c++) {
      distance += coefficients[c]! * x[at + c]!;
    }
    scores[row - from] = y[row]! / Math.max(distance, LEAST_DISTANCE);
  }
  if (scores.length === 0) return 1;
  const days = age[from]! - age[count - 1]!;
  const found = quantileOfSorted(scores.sort(), 0.9);
  const mixed = (days * found + PRIOR_DAYS * PRIOR_WIDENING) / (days + PRIOR_DAYS);
  return Math.max(1 / WIDEST, Math.min(WIDEST, mixed));
}
