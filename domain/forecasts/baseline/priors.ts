/**
 * Priors of the regressions: coefficients before a site has a history, and how strongly they hold.
 */
import { FEATURES, TAIL_FEATURES } from "./features.ts";
import type { Shrinkage } from "./regression.ts";

/** Weight of a prior: the evidence of about two days of quarter hours. */
const STRENGTH = 10;
/** Added multiples of that weight a day ahead, where hours of the same weather are one case. */
const STRONGER_A_DAY_AHEAD = 2;
/** Weight for sine and cosine of the year, which a few months cannot tell from a trend. */
const SEASON = 1000;

/**
 * Returns the prior of the median at a horizon (quarter hours): the climatology, plus the usual
 * persistence of departures of the last quarter hour, hour and three hours (columns 11 to 13) and
 * of the recent days (3 and 5).
 */
export function medianPrior(horizon: number): Shrinkage & { towards: Float64Array } {
  const hours = horizon / 4;
  const towards = new Float64Array(FEATURES);
  towards[3] = 0.3;
  towards[5] = 0.1;
  towards[11] = 0.35 * Math.exp(-hours);
  towards[12] = 0.25 * Math.exp(-hours / 2);
  towards[13] = 0.2 * Math.exp(-hours / 5);
  const stronger = 1 + STRONGER_A_DAY_AHEAD * Math.min(1, hours / 24);
  const strength = new Float64Array(FEATURES).fill(STRENGTH * stronger);
  strength.fill(SEASON, 8, 10);
  return { towards, strength };
}

/** The prior of a tail: its distance from the median in the climatology (column 1). */
export const TAIL_PRIOR = {
  towards: Float64Array.from({ length: TAIL_FEATURES }, (_, column) => column === 1 ? 1 : 0),
  strength: new Float64Array(TAIL_FEATURES).fill(STRENGTH),
};
