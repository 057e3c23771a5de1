/**
 * The fit of a day: regressions of the median and of both tails on the site's own past, for a
 * number of horizons. It is estimated at the start of a UTC day from what had been measured by
 * then.
 *
 * Sources: the index by the clear sky and a regression for each horizon, Bacher, Madsen & Nielsen,
 * Online short-term solar power forecasting, Solar Energy 83(10), 2009; persistence and climatology
 * as regressors, Yang, A guideline to solar forecasting research practice, Journal of Renewable and
 * Sustainable Energy 11(2), 2019. The median is forecast, since it minimises the absolute error.
 */
import { heldFrom, widening } from "./calibration.ts";
import type { Climatology } from "./climatology.ts";
import { medianPrior, type Prior, TAIL_PRIOR, windPrior } from "./priors.ts";
import type { Potential } from "./potential.ts";
import type { Series } from "./quarters.ts";
import { quantileRegression, type Rows } from "./regression.ts";
import { type HorizonRows, rowsOf, tailRows, type Training, trainingOf } from "./training.ts";

/** Horizons that are fitted, in quarter hours; between them coefficients are interpolated. */
export const KNOTS = [0, 2, 4, 8, 12, 18, 24, 36, 48, 72, 96, 120, 144, 192] as const;

/** Indexes of the knots that are calibrated; those between are interpolated. */
const CALIBRATED = [0, 2, 4, 6, 8, 10, 12];

/**
 * Iterations: a regression starts from that of the horizon before, and needs fewer than the first.
 */
const FIRST_TURNS = 8;
const TURNS = 3;

/** Coefficients of one horizon. */
export interface Knot {
  median: number[];
  /** Of the distance from the median down to P10. */
  below: number[];
  above: number[];
}

/** All that a forecast needs besides the measurements of the last days. JSON keeps it unchanged. */
export interface BaselineFit {
  /** UTC day, counted from 1970, at whose start it was made. */
  day: number;
  /** Digest of the potential that it was made with. */
  digest: string;
  /** Number of quarter hours that it learned from. */
  learned: number;
  climatology: Climatology;
  knots: Knot[];
}

/** Estimates the fit at the start of a day. Ignores values of `power` after that time. */
export function fitBaseline(potential: Potential, power: Series, day: number): BaselineFit {
  const training = trainingOf(potential, power, day);
  return {
    day,
    digest: potential.digest,
    learned: training.index.values.reduce((sum, value) => sum + (value >= 0 ? 1 : 0), 0),
    climatology: roundedClimatology(training.climatologyOf(day)),
    knots: knotsOf(training),
  };
}

interface Regressions {
  median: Float64Array;
  below: Float64Array;
  above: Float64Array;
}

function knotsOf(training: Training): Knot[] {
  const found: Regressions[] = [];
  const widenings: Widenings[] = [];
  let held: Regressions | undefined;
  for (const [at, horizon] of KNOTS.entries()) {
    const rows = rowsOf(training, horizon);
    const prior = training.potential.isWind ? windPrior(horizon) : medianPrior(horizon);
    found.push(regressions(rows, rows.count, prior, found.at(-1)));
    if (!CALIBRATED.includes(at)) continue;
    const from = heldFrom(rows);
    held = regressions(rows, from, prior, held);
    widenings.push(wideningsOf(rows, held, from));
  }
  return found.map(({ median, below, above }, at) => {
    const wide = wideningsAt(widenings, at);
    return {
      median: rounded(median),
      below: rounded(below.map((value) => value * wide.below)),
      above: rounded(above.map((value) => value * wide.above)),
    };
  });
}

/** Estimates the three regressions from the first `count` rows. */
function regressions(
  all: HorizonRows,
  count: number,
  prior: Prior,
  before: Regressions | undefined,
): Regressions {
  const rows = { ...all, count };
  const turns = before ? TURNS : FIRST_TURNS;
  const start = before?.median ?? prior.towards;
  const median = quantileRegression(rows, 0.5, prior, start, turns);
  const tail = (side: "below" | "above") => {
    const start = before?.[side] ?? TAIL_PRIOR.towards;
    return quantileRegression(tailRows(rows, median, side), 0.9, TAIL_PRIOR, start, turns);
  };
  return { median, below: tail("below"), above: tail("above") };
}

function wideningsOf(rows: HorizonRows, held: Regressions, from: number) {
  const of = (side: "below" | "above") => {
    const tail: Rows = tailRows(rows, held.median, side);
    return widening(tail, rows.age, held[side], from);
  };
  return { below: of("below"), above: of("above") };
}

type Widenings = ReturnType<typeof wideningsOf>;

/** Interpolates the widenings of a knot; beyond the last calibrated one they stay the same. */
function wideningsAt(widenings: Widenings[], at: number): Widenings {
  const to = CALIBRATED.findIndex((knot) => knot >= at);
  const after = widenings.at(to)!;
  if (to < 0 || CALIBRATED[to] === at) return after;
  const before = widenings[to - 1]!;
  const share = (at - CALIBRATED[to - 1]!) / (CALIBRATED[to]! - CALIBRATED[to - 1]!);
  return {
    below: before.below + share * (after.below - before.below),
    above: before.above + share * (after.above - before.above),
  };
}

/** Rounds to five digits: more than the data support, and a third of the size in JSON. */
const rounded = (values: ArrayLike<number>) =>
  Array.from(values, (value) => Number(value.toPrecision(5)));

function roundedClimatology(climatology: Climatology): Climatology {
  const { bright, p10, median, p90, mean, recent } = climatology;
  return {
    bright: rounded(bright),
    p10: rounded(p10),
    median: rounded(median),
    p90: rounded(p90),
    mean: rounded(mean),
    recent: rounded(recent),
  };
}
