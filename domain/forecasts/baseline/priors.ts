/**
 * Priors of the regressions: coefficients before a site has a history, and how strongly they hold.
 */
import { FEATURES, TAIL_FEATURES } from "./features.ts";
import type { Shrinkage } from "./regression.ts";

/** Weight of a prior: the evidence of about two days of quarter hours. */
const STRENGTH = 10;
/**
 * Added multiples of that weight a day ahead, where hours of the same weather are one case. The sun's
 * weather lasts for hours; wind's lasts for days, so that more of its departures can be learned.
 */
const STRONGER_A_DAY_AHEAD = { sun: 20, wind: 2 };
/**
 * Share of the way from the usual median up to the mean, half a day ahead: where most days are dull,
 * chance moves the mean of some weeks less.
 */
const SKEW = 0.75;
/** Weight for sine and cosine of the year, which a few months cannot tell from a trend. */
const SEASON = 1000;

/** A prior of the median. */
export interface Prior extends Shrinkage {
  towards: Float64Array;
  strength: Float64Array;
}

/** The weight of wind's prior at issue time; it falls to the usual one within these hours. */
const WIND_STRENGTH = 15_000;
const WIND_HOURS = 6;
/** Hours after the first one in which a departure of wind power falls to 1/e. */
const WIND_MEMORY = 50;

/**
 * Returns the prior of the median at a horizon (quarter hours) of a wind site: that of other
 * sites from 6 hours on. Before, the departure of the last quarter hour lasts (column 11), and
 * this holds the more strongly the shorter the horizon: there persistence is hard to beat. Source:
 * Nielsen, Joensen, Madsen, Landberg & Giebel, A new reference for wind power forecasting, Wind
 * Energy 1(1), 1998.
 */
export function windPrior(horizon: number): Prior {
  const { towards, strength } = medianPrior(horizon, "wind");
  const hours = horizon / 4;
  if (hours > WIND_HOURS) return { towards, strength };
  const share = 1 - hours / WIND_HOURS;
  towards.fill(0);
  towards[11] = Math.exp(-Math.max(0, hours - 1) / WIND_MEMORY);
  for (let column = 0; column < FEATURES; column++) {
    if (column !== 8 && column !== 9) strength[column]! += share * WIND_STRENGTH;
  }
  return { towards, strength };
}

/**
 * Returns the prior of the median at a horizon (quarter hours): the climatology, plus the usual
 * persistence of departures of the last quarter hour, hour and three hours (columns 11 to 13) and
 * of the recent days (3 and 5).
 */
export function medianPrior(horizon: number, source: "sun" | "wind" = "sun"): Prior {
  const hours = horizon / 4;
  const towards = new Float64Array(FEATURES);
  if (source === "sun") towards[2] = SKEW * Math.min(1, hours / 12);
  towards[3] = 0.3;
  towards[5] = 0.1;
  towards[11] = 0.35 * Math.exp(-hours);
  towards[12] = 0.25 * Math.exp(-hours / 2);
  towards[13] = 0.2 * Math.exp(-hours / 5);
  const stronger = 1 + STRONGER_A_DAY_AHEAD[source] * Math.min(1, hours / 24);
  const strength = new Float64Array(FEATURES).fill(STRENGTH * stronger);
  strength.fill(SEASON, 8, 10);
  return { towards, strength };
}

/** The prior of a tail: its distance from the median in the climatology (column 1). */
export const TAIL_PRIOR = {
  towards: Float64Array.from({ length: TAIL_FEATURES }, (_, column) => column === 1 ? 1 : 0),
  strength: new Float64Array(TAIL_FEATURES).fill(STRENGTH),
};
