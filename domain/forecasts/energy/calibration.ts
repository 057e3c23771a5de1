/**
 * The energy of a day from a forecast of it. The sum of medians is not the mean of the sum, and the
 * sum of P10s is far below the P10 of the sum. So both are learned from what the same model's
 * forecasts of the last 30 days, known at the same time of day, turned out to be: the mean by the
 * ratio of measured to forecast energy, the range by quantiles of the errors, each divided by how
 * uncertain its forecast was. Source: split conformal prediction with normalised scores, Lei,
 * G'Sell, Rinaldo, Tibshirani & Wasserman, Distribution-Free Predictive Inference for Regression,
 * Journal of the American Statistical Association 113(523), 2018; `(n + 1)` in the quantiles is
 * their correction for few days.
 */
import { quantileOfSorted } from "../statistics.ts";

/** Days of pairs that a calibration uses. */
export const CALIBRATION_DAYS = 30;
/** Pairs without which there is no range. */
export const LEAST_PAIRS = 10;
/** Weight of the assumption that the forecast is right on average, in days. */
const PRIOR_DAYS = 3;
/** Share of the potential that is added to a forecast's own spread. */
const LEAST_SPREAD = 0.08;
/** Share of the potential that such a day has at least: calm days must not make the ratio boundless. */
const LEAST_PRIOR = LEAST_SPREAD;
const TAIL = 0.1;

/** A forecast energy in kWh, with what tells its uncertainty. */
export interface ForecastEnergy {
  /** Sum of the forecast values. */
  forecastKwh: number;
  /** Sums of the distances of P10 and P90 from them; 0 for a model without. */
  belowKwh: number;
  aboveKwh: number;
  /** What a cloudless sky, or full wind, would give. */
  potentialKwh: number;
}

/** A forecast energy and the measured one, in kWh. */
export interface EnergyPair extends ForecastEnergy {
  measuredKwh: number;
}

/** What was learned from pairs of one lead. */
export interface Calibration {
  pairs: number;
  /** Measured by forecast energy. */
  factor: number;
  /** Quantiles of the errors, as shares of the spread. Null below 10 pairs, unless lent. */
  low: number | null;
  high: number | null;
  /** The largest measured energy, in kWh. */
  highestKwh: number;
}

/** Expected energy in kWh; without a range where the model has been compared with too few days. */
export interface EnergyRange {
  meanKwh: number;
  p10Kwh: number | null;
  p90Kwh: number | null;
}

/** Calibrates on these pairs, all of one model and one lead. */
export function calibrationOf(pairs: readonly EnergyPair[]): Calibration {
  const forecast = sum(pairs.map(({ forecastKwh }) => forecastKwh));
  const measured = sum(pairs.map(({ measuredKwh }) => measuredKwh));
  const potential = sum(pairs.map(({ potentialKwh }) => potentialKwh));
  const prior = pairs.length === 0
    ? 1
    : PRIOR_DAYS * Math.max(forecast, LEAST_PRIOR * potential) / pairs.length;
  const factor = forecast + prior > 0 ? (measured + prior) / (forecast + prior) : 1;
  const scores = Float64Array.from(pairs, (pair) => scoreOf(pair, factor)).sort();
  const few = pairs.length < LEAST_PAIRS;
  const level = few ? 0 : Math.max(0, (TAIL * (pairs.length + 1) - 1) / (pairs.length - 1));
  return {
    pairs: pairs.length,
    factor,
    low: few ? null : quantileOfSorted(scores, level),
    high: few ? null : quantileOfSorted(scores, 1 - level),
    highestKwh: Math.max(0, ...pairs.map(({ measuredKwh }) => measuredKwh)),
  };
}

/**
 * Returns a calibration with the errors of another model of the same site and lead, as long as it has
 * too few of its own: these count in spreads of forecasts, so that a more certain forecast gets a
 * narrower range from them.
 */
export function withErrorsOf<C extends Calibration>(own: C, other: Calibration | undefined): C {
  if (own.low !== null || !other) return own;
  const highestKwh = Math.max(own.highestKwh, other.highestKwh);
  return { ...own, low: other.low, high: other.high, highestKwh };
}

/** Returns the mean and the range of a forecast energy, never below 0 nor above what is possible. */
export function rangeOf(energy: ForecastEnergy, calibration: Calibration): EnergyRange {
  const { factor, low, high, highestKwh } = calibration;
  const possible = Math.max(energy.forecastKwh, highestKwh, energy.potentialKwh);
  const meanKwh = Math.min(possible, factor * energy.forecastKwh);
  if (low === null || high === null) return { meanKwh, p10Kwh: null, p90Kwh: null };
  const at = (score: number) => meanKwh + score * spreadOf(energy, score);
  return {
    meanKwh,
    p10Kwh: Math.max(0, Math.min(meanKwh, at(low))),
    p90Kwh: Math.min(possible, Math.max(meanKwh, at(high))),
  };
}

function scoreOf(pair: EnergyPair, factor: number): number {
  const error = pair.measuredKwh - factor * pair.forecastKwh;
  const spread = spreadOf(pair, error);
  return spread > 0 ? error / spread : 0;
}

/** Returns how uncertain an energy is on the side of an error's sign. */
function spreadOf({ belowKwh, aboveKwh, potentialKwh }: ForecastEnergy, sign: number): number {
  return (sign < 0 ? belowKwh : aboveKwh) + LEAST_SPREAD * potentialKwh;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
