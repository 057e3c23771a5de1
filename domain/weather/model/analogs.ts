/**
 * The second member of the weather model: what was measured in the hours of the past whose weather
 * was most alike. Source: Delle Monache et al., Probabilistic weather prediction with an analog
 * ensemble, Monthly Weather Review 141(10), 2013.
 */
import { apart, meanOf, type TrainingHour } from "./quantile_fit.ts";
import { AT, type ModelHour } from "./regressors.ts";

/** Hours on each side of the target's that are looked through. */
const REACH = 2;
const NEAREST = 60;
/** Upper limit of power by clear-sky irradiance, in kW of a kW per kW/m². */
const HIGHEST_RATIO = 1.6;
const LEAST_CLEAR = 0.02;

/** Weights of the distance: global ratio by far the most, then what surrounds it. */
const WEIGHTS: [(hour: ModelHour) => number, number][] = [
  [({ regressors }) => regressors[AT.global]!, 2],
  [({ regressors }) => regressors[AT.around]!, 2],
  [({ regressors }) => regressors[AT.plane]!, 1],
  [({ elevation }) => elevation, 0.7],
  [({ regressors }) => regressors[AT.clouds]!, 0.7],
  [({ regressors }) => regressors[AT.cloud]!, 0.5],
  [({ azimuth }) => azimuth, 0.5],
  [({ regressors }) => regressors[AT.temperature]!, 0.3],
  [({ regressors }) => regressors[AT.rain]!, 0.3],
  [({ regressors }) => regressors[AT.change]!, 0.3],
];
const DIMENSIONS = WEIGHTS.length;

/** Past hours of each hour of the day, with their places in the space of distances. */
export interface AnalogIndex {
  byHour: { places: Float64Array; ratios: Float64Array }[];
  mean: Float64Array;
  scale: Float64Array;
}

/** Prepares the hours of the past for analogsOf(). */
export function analogIndex(training: readonly TrainingHour[]): AnalogIndex {
  const lit = training.filter(({ clear }) => clear > LEAST_CLEAR);
  const { mean, scale } = scalesOf(lit);
  const byHour = Array.from({ length: 24 }, (_, hour) => {
    const rows = lit.filter((row) => apart(row.hour, hour) <= REACH);
    const places = new Float64Array(rows.length * DIMENSIONS);
    rows.forEach((row, at) => writePlace(places, at * DIMENSIONS, row, mean, scale));
    const ratios = rows.map(({ power, clear }) => Math.min(power / clear, HIGHEST_RATIO));
    return { places, ratios: Float64Array.from(ratios) };
  });
  return { byHour, mean, scale };
}

function scalesOf(rows: readonly ModelHour[]) {
  const mean = Float64Array.from(WEIGHTS, ([of]) => meanOf(rows.map(of)) ?? 0);
  const scale = Float64Array.from(WEIGHTS, ([of, weight], at) => {
    const square = meanOf(rows.map((row) => (of(row) - mean[at]!) ** 2)) ?? 0;
    return Math.sqrt(weight) / Math.max(1e-3, Math.sqrt(square));
  });
  return { mean, scale };
}

/** Writes an hour's place; what was not given is in the middle. */
function writePlace(
  places: Float64Array,
  start: number,
  row: ModelHour,
  mean: Float64Array,
  scale: Float64Array,
): void {
  WEIGHTS.forEach(([of], at) => {
    const departure = of(row) - mean[at]!;
    places[start + at] = Number.isNaN(departure) ? 0 : departure * scale[at]!;
  });
}

/**
 * Returns the powers (shares of the capacity) at these levels of the nearest hours, which count the
 * less the farther they are; undefined without any.
 */
export function analogPowers(
  { byHour, mean, scale }: AnalogIndex,
  hour: ModelHour,
  levels: readonly number[],
): number[] | undefined {
  const { places, ratios } = byHour[hour.hour]!;
  if (ratios.length === 0) return undefined;
  const place = new Float64Array(DIMENSIONS);
  writePlace(place, 0, hour, mean, scale);
  const distances = Float64Array.from(ratios, (_, at) => {
    let sum = 0;
    for (let d = 0; d < DIMENSIONS; d++) sum += (places[at * DIMENSIONS + d]! - place[d]!) ** 2;
    return Math.sqrt(sum);
  });
  const order = Array.from(ratios.keys()).sort((a, b) => distances[a]! - distances[b]!);
  const farthest = distances[order[Math.min(NEAREST, order.length - 1)]!]! * (1 + 1e-9) + 1e-12;
  const near = order.slice(0, NEAREST).map((at) => ({
    ratio: ratios[at]!,
    weight: Math.max(1 - distances[at]! / farthest, 1e-3),
  })).sort((a, b) => a.ratio - b.ratio);
  return weightedQuantiles(near, levels).map((ratio) => ratio * hour.clear);
}

/** Returns quantiles of ascending values, each of which stands at the middle of its weight. */
function weightedQuantiles(
  rows: { ratio: number; weight: number }[],
  levels: readonly number[],
): number[] {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  const middles = rows.map(({ weight }) => (below += weight) / total - weight / total / 2);
  let at = 0;
  return levels.map((level) => {
    while (at < rows.length && middles[at]! < level) at++;
    if (at === 0) return rows[0]!.ratio;
    if (at === rows.length) return rows.at(-1)!.ratio;
    const share = (level - middles[at - 1]!) / (middles[at]! - middles[at - 1]!);
    return rows[at - 1]!.ratio + share * (rows[at]!.ratio - rows[at - 1]!.ratio);
  });
}
