/**
 * The first member of the weather model: for each hour of the day a linear quantile regression of
 * power on the weather, all of it multiplied by the clear sky in the plane of the array, so that the
 * loss is counted in power while the ratio to the clear sky is explained.
 */
import { quantileRegression, type Rows } from "../../forecasts/baseline/regression.ts";
import { type ModelHour, REGRESSORS } from "./regressors.ts";

/** Levels that are fitted, ascending. */
export const FITTED_LEVELS = [0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95] as const;

/** Hours that lend their rows, and what these count. */
const NEIGHBOUR = 0.7;
/** With fewer days of its own (dawn in a new season) an hour borrows from two on each side. */
const LEAST_DAYS = 20;
/** kW/m²: a darker hour teaches nothing. */
const LEAST_CLEAR = 0.002;
const SMALLEST_RESIDUAL = 0.004;
/**
 * Strength of the shrinkage by the weight of the rows: a tenth of what rows with the usual residual,
 * a tenth of the capacity, weigh in the reweighted squares.
 */
const RIDGE = 1;
const INTERCEPT_RIDGE = RIDGE / 20;
const FIRST_TURNS = 14;
const TURNS = 6;
const COLUMNS = REGRESSORS + 1;

/** An hour of the past: its weather, and its mean power as a share of the capacity. */
export interface TrainingHour extends ModelHour {
  power: number;
}

/** Coefficients of one hour of the day. JSON keeps them unchanged. */
export interface HourFit {
  mean: number[];
  /** What a regressor is divided by. */
  spread: number[];
  /** For each of FITTED_LEVELS: of the intercept and of each regressor. */
  coefficients: number[][];
}

/** Fits each hour of the UTC day that has daylight; undefined for the others. */
export function fitHours(training: readonly TrainingHour[]): (HourFit | undefined)[] {
  const lit = training.filter(({ clear }) => clear > LEAST_CLEAR);
  return Array.from({ length: 24 }, (_, hour) => {
    const own = lit.filter((row) => row.hour === hour).length;
    if (own === 0) return undefined;
    const reach = own < LEAST_DAYS ? 2 : 1;
    return fitHour(lit.filter((row) => apart(row.hour, hour) <= reach), hour);
  });
}

/** Returns how many hours two hours of the day are apart. */
export function apart(a: number, b: number): number {
  const distance = Math.abs(a - b);
  return Math.min(distance, 24 - distance);
}

function fitHour(training: TrainingHour[], hour: number): HourFit {
  const { mean, spread } = scales(training);
  const rows: Rows = {
    count: training.length,
    columns: COLUMNS,
    x: new Float64Array(training.length * COLUMNS),
    y: Float64Array.from(training, ({ power }) => power),
    weight: Float64Array.from(training, (row) => row.hour === hour ? 1 : NEIGHBOUR),
  };
  training.forEach((row, at) => writeRow(rows.x, at * COLUMNS, row, mean, spread));
  return { mean, spread, coefficients: levels(rows) };
}

function scales(training: TrainingHour[]) {
  const places = Array.from({ length: REGRESSORS }, (_, at) => at);
  const average = (of: (row: TrainingHour) => number) => meanOf(training.map(of)) ?? 0;
  const mean = places.map((at) => average(({ regressors }) => regressors[at]!));
  const spread = places.map((at) =>
    Math.max(1e-3, Math.sqrt(average(({ regressors }) => (regressors[at]! - mean[at]!) ** 2)))
  );
  return { mean, spread };
}

/** Returns the mean of the values that are given (no NaN); undefined without any. */
export function meanOf(values: readonly number[]): number | undefined {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : undefined;
}

function writeRow(
  x: Float64Array,
  start: number,
  { clear, regressors }: ModelHour,
  mean: number[],
  spread: number[],
): void {
  x[start] = clear;
  for (let at = 0; at < REGRESSORS; at++) {
    const departure = (regressors[at]! - mean[at]!) / spread[at]!;
    x[start + 1 + at] = Number.isNaN(departure) ? 0 : clear * departure;
  }
}

/** Fits the levels from the median outwards, each from the one beside it. */
function levels(rows: Rows): number[][] {
  const middle = FITTED_LEVELS.indexOf(0.5);
  const found: Float64Array[] = [];
  const prior = priorOf(rows);
  const fit = (level: number, start: Float64Array, turns: number) =>
    quantileRegression(rows, level, prior, start, turns, SMALLEST_RESIDUAL);
  found[middle] = fit(0.5, new Float64Array(COLUMNS), FIRST_TURNS);
  for (let at = middle + 1; at < FITTED_LEVELS.length; at++) {
    found[at] = fit(FITTED_LEVELS[at]!, found[at - 1]!, TURNS);
  }
  for (let at = middle - 1; at >= 0; at--) {
    found[at] = fit(FITTED_LEVELS[at]!, found[at + 1]!, TURNS);
  }
  return found.map((one) => Array.from(one, (value) => Number(value.toPrecision(6))));
}

/** Draws coefficients towards 0, in proportion to what the rows weigh. */
function priorOf({ count, weight, x }: Rows) {
  let sum = 0;
  for (let row = 0; row < count; row++) sum += weight[row]! * x[row * COLUMNS]! ** 2;
  const strength = Array.from(
    { length: COLUMNS },
    (_, at) => (at === 0 ? INTERCEPT_RIDGE : RIDGE) * sum,
  );
  return { towards: new Float64Array(COLUMNS), strength };
}

/** Returns the powers at FITTED_LEVELS, ascending, as shares of the capacity. */
export function fittedPowers(fit: HourFit, hour: ModelHour): number[] {
  const x = new Float64Array(COLUMNS);
  writeRow(x, 0, hour, fit.mean, fit.spread);
  return fit.coefficients
    .map((coefficients) => coefficients.reduce((sum, value, at) => sum + value * x[at]!, 0))
    .sort((a, b) => a - b);
}
