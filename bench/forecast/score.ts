/** Scores of forecasts and references on the same rows. */
import type { Quantiles } from "../../domain/forecasts/baseline/forecast.ts";
import { quantileOfSorted } from "../../domain/forecasts/statistics.ts";
import { intervalByDays } from "./interval.ts";
import { bestMix, type Mix, mixed, type Row, SINGLE } from "./references.ts";

/** Errors are MAE in kW; a ratio is our error divided by that of the best reference. */
export interface Score {
  horizon_hours: number;
  rows: number;
  ours: number;
  yesterday: number;
  persisted: number;
  hour: number;
  mean: number;
  median: number;
  mix: number;
  /** The mix that is best in hindsight. */
  mix_of: Mix;
  ratio: number;
  /** 90 % interval of the ratio, with whole days drawn with replacement. */
  ratio_interval: [number, number];
  ratio_first_half: number;
  ratio_second_half: number;
  /** Share of the rows between P10 and P90, below and above. */
  inside: number;
  below: number;
  above: number;
  /** The share between P10 and P90 of all rows with the sun up, however low. */
  inside_sun_up: number;
  /** Pinball loss, mean of P10, P50 and P90. */
  pinball: number;
  /** That of the quantiles of the last 30 days in that hour. */
  pinball_30_days: number;
  /** The least of any reference with the percentiles of its own errors, in hindsight. */
  pinball_references: number;
}

export type Made = ReadonlyMap<number, Quantiles>;
type Reference = (row: Row) => number;

/** `sunUp`: quarter hours and powers of all rows with the sun up. */
export function scoreOf(
  horizon_hours: number,
  rows: Row[],
  sunUp: Pick<Row, "target" | "actual">[],
  made: Made,
): Score {
  const middle = Math.floor(rows.length / 2);
  const mix = bestMix(rows);
  const { below, above } = outside(rows, made);
  const low = outside(sunUp, made);
  const half = (some: Row[]) => ratioOf(some, made, bestMix(some));
  return {
    horizon_hours,
    rows: rows.length,
    ...errorsOf(rows, made, mix),
    mix_of: mix,
    ratio: ratioOf(rows, made, mix),
    ratio_interval: intervalByDays(rows, (some) => ratioOf(some, made, mix)),
    ratio_first_half: half(rows.slice(0, middle)),
    ratio_second_half: half(rows.slice(middle)),
    inside: 1 - below - above,
    below,
    above,
    inside_sun_up: 1 - low.below - low.above,
    pinball: pinball(rows, (row) => made.get(row.target)!),
    pinball_30_days: pinball(rows, (row) => row),
    pinball_references: Math.min(...referencesOf(mix).map((one) => spreadPinball(rows, one))),
  };
}

function outside(rows: Pick<Row, "target" | "actual">[], made: Made) {
  const share = (is: (actual: number, ours: Quantiles) => boolean) =>
    rows.filter(({ target, actual }) => is(actual, made.get(target)!)).length / rows.length;
  return {
    below: share((actual, { p10 }) => actual < p10),
    above: share((actual, { p90 }) => actual > p90),
  };
}

const referencesOf = (mix: Mix): Reference[] => [
  ...SINGLE.map((name): Reference => (row) => row[name]),
  (row) => mixed(row, mix),
];

function errorsOf(rows: Row[], made: Made, mix: Mix) {
  const [yesterday, persisted, hour, mean, median, mixError] = referencesOf(mix)
    .map((reference) => meanError(rows, reference)) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
  const ours = meanError(rows, (row) => made.get(row.target)!.median);
  return { ours, yesterday, persisted, hour, mean, median, mix: mixError };
}

function ratioOf(rows: Row[], made: Made, mix: Mix): number {
  const { ours, ...references } = errorsOf(rows, made, mix);
  return ours / Math.min(...Object.values(references));
}

function meanError(rows: Row[], forecast: Reference): number {
  return rows.reduce((sum, row) => sum + Math.abs(forecast(row) - row.actual), 0) / rows.length;
}

/** Source: Koenker & Bassett, Regression Quantiles, Econometrica 46(1), 1978. */
function pinball(rows: Row[], forecast: (row: Row) => Quantiles): number {
  const loss = (error: number, tau: number) => error > 0 ? tau * error : (tau - 1) * error;
  const sum = rows.reduce((sum, row) => {
    const { p10, median, p90 } = forecast(row);
    const { actual } = row;
    return sum + loss(actual - p10, 0.1) + loss(actual - median, 0.5) + loss(actual - p90, 0.9);
  }, 0);
  return sum / rows.length / 3;
}

/** Returns the loss of a reference whose band are the percentiles of its own errors on these rows. */
function spreadPinball(rows: Row[], reference: Reference): number {
  const errors = Float64Array.from(rows, (row) => row.actual - reference(row)).sort();
  const [low, high] = [quantileOfSorted(errors, 0.1), quantileOfSorted(errors, 0.9)];
  return pinball(rows, (row) => {
    const median = reference(row);
    return { p10: Math.max(0, median + low), median, p90: Math.max(0, median + high) };
  });
}
