/**
 * The first member of the weather model: a linear quantile regression of power on the weather, for
 * the sun's one for each hour of the day, all of it multiplied by the potential, so that the loss is
 * counted in power while its share of the potential is explained.
 */
import { quantileRegression, type Rows } from "../../forecasts/baseline/regression.ts";
import { apart, type Design, meanOf, type ModelHour, type TrainingHour } from "./model_hour.ts";

/** Levels that are fitted, ascending. */
export const FITTED_LEVELS = [0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95] as const;

/** Hours that lend their rows, and what these count. */
const NEIGHBOUR = 0.7;
/** With fewer days of its own (dawn in a new season) an hour borrows from two on each side. */
const LEAST_DAYS = 20;
const SMALLEST_RESIDUAL = 0.004;
/** The intercept is drawn towards its prior by a part of the strength. */
const INTERCEPT_RIDGE = 1 / 20;
const FIRST_TURNS = 14;
const TURNS = 6;

/** Coefficients of one hour of the day, or of all. Their numbers have the precision of Float32. */
export interface HourFit {
  mean: Float32Array;
  /** What a regressor is divided by. */
  spread: Float32Array;
  /** For each of FITTED_LEVELS: of the intercept and of each regressor. */
  coefficients: Float32Array[];
}

/**
 * Fits each hour of the UTC day that has a potential, undefined for the others; one fit in the first
 * place where a design does not tell hours apart.
 */
export function fitHours(
  training: readonly TrainingHour[],
  design: Design,
): (HourFit | undefined)[] {
  const lit = training.filter(({ potential }) => potential > design.leastFitted);
  if (!design.isByHour) return [lit.length > 0 ? fitRows(lit, design, () => 1) : undefined];
  return Array.from({ length: 24 }, (_, hour) => {
    const own = lit.filter((row) => row.hour === hour).length;
    if (own === 0) return undefined;
    const reach = own < LEAST_DAYS ? 2 : 1;
    const near = lit.filter((row) => apart(row.hour, hour) <= reach);
    return fitRows(near, design, (row) => row.hour === hour ? 1 : NEIGHBOUR);
  });
}

function fitRows(
  training: TrainingHour[],
  design: Design,
  weightOf: (row: TrainingHour) => number,
): HourFit {
  const scales = scalesOf(training, design);
  const columns = design.regressors + 1;
  const rows: Rows = {
    count: training.length,
    columns,
    x: new Float64Array(training.length * columns),
    y: Float64Array.from(training, ({ power }) => power),
    weight: Float64Array.from(training, weightOf),
  };
  training.forEach((row, at) => writeRow(rows.x, at * columns, row, scales));
  return { ...scales, coefficients: levels(rows, priorOf(rows, design, scales)) };
}

type Scales = Pick<HourFit, "mean" | "spread">;

function scalesOf(training: TrainingHour[], { regressors }: Design): Scales {
  const mean = new Float32Array(regressors);
  const spread = new Float32Array(regressors);
  for (let at = 0; at < regressors; at++) {
    const values = training.map((row) => row.regressors[at]!);
    mean[at] = meanOf(values) ?? 0;
    const square = meanOf(values.map((value) => (value - mean[at]!) ** 2)) ?? 0;
    spread[at] = Math.max(1e-3, Math.sqrt(square));
  }
  return { mean, spread };
}

function writeRow(
  x: Float64Array,
  start: number,
  { potential, regressors }: Pick<ModelHour, "potential" | "regressors">,
  { mean, spread }: Scales,
): void {
  x[start] = potential;
  for (let at = 0; at < mean.length; at++) {
    const departure = (regressors[at]! - mean[at]!) / spread[at]!;
    x[start + 1 + at] = Number.isNaN(departure) ? 0 : potential * departure;
  }
}

/** Fits the levels from the median outwards, each from the one beside it. */
function levels(rows: Rows, prior: ReturnType<typeof priorOf>): Float32Array[] {
  const middle = FITTED_LEVELS.indexOf(0.5);
  const found: Float64Array[] = [];
  const fit = (level: number, start: Float64Array, turns: number) =>
    quantileRegression(rows, level, prior, start, turns, SMALLEST_RESIDUAL);
  found[middle] = fit(0.5, prior.towards, FIRST_TURNS);
  for (let at = middle + 1; at < FITTED_LEVELS.length; at++) {
    found[at] = fit(FITTED_LEVELS[at]!, found[at - 1]!, TURNS);
  }
  for (let at = middle - 1; at >= 0; at--) {
    found[at] = fit(FITTED_LEVELS[at]!, found[at + 1]!, TURNS);
  }
  return found.map((one) => Float32Array.from(one));
}

/** Draws coefficients towards those of the design, in proportion to what the rows weigh. */
function priorOf(
  { count, columns, weight, x }: Rows,
  { towards, ridge }: Design,
  { mean, spread }: Scales,
) {
  let sum = 0;
  for (let row = 0; row < count; row++) sum += weight[row]! * x[row * columns]! ** 2;
  const strength = new Float64Array(columns).fill(ridge * sum);
  strength[0]! *= INTERCEPT_RIDGE;
  const standard = new Float64Array(columns);
  if (!towards) return { towards: standard, strength };
  // The design's coefficients are for regressors as they are; the rows' are standardised.
  standard[0] = towards[0]!;
  for (let at = 0; at < mean.length; at++) {
    standard[0]! += towards[at + 1]! * mean[at]!;
    standard[at + 1] = towards[at + 1]! * spread[at]!;
  }
  return { towards: standard, strength };
}

/** Returns the powers at FITTED_LEVELS, ascending, as shares of the capacity. */
export function fittedPowers(fit: HourFit, hour: ModelHour): number[] {
  return powersOf(fit, hour, fit.coefficients).sort((a, b) => a - b);
}

/** Returns the median alone, as a share of the capacity. */
export function fittedMedian(fit: HourFit, hour: ModelHour): number {
  return powersOf(fit, hour, [fit.coefficients[FITTED_LEVELS.indexOf(0.5)]!])[0]!;
}

function powersOf(scales: Scales, hour: ModelHour, levels: Float32Array[]): number[] {
  const { potential, regressors, atLess = [] } = hour;
  const x = new Float64Array(scales.mean.length + 1);
  const highest = levels.map(() => -Infinity);
  for (const seen of [...atLess, regressors]) {
    writeRow(x, 0, { potential, regressors: seen }, scales);
    levels.forEach((coefficients, level) => {
      let power = 0;
      for (let at = 0; at < x.length; at++) power += coefficients[at]! * x[at]!;
      highest[level] = Math.max(highest[level]!, power);
    });
  }
  return highest;
}
