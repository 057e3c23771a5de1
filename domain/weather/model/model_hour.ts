import { HOUR } from "../../time/time.ts";
import type { WeatherHour } from "../weather_hour.ts";

/** An hour as the members of the weather model see it, of a plant of any kind. */
export interface ModelHour {
  endMs: number;
  issuedMs: number;
  /**
   * What power is explained as a share of, in kW of a kW of capacity: clear-sky irradiance in the
   * plane of an array in kW/m², 1 for a turbine.
   */
  potential: number;
  /** Hour of the UTC day in which it starts, 0 to 23. */
  hour: number;
  /** What the regression looks at; NaN: not given, which counts as usual. Empty without a potential. */
  regressors: readonly number[];
  /**
   * The same hour with less of what power grows with, from little to more: power is at least that
   * of these.
   */
  atLess?: readonly (readonly number[])[];
  /** What makes hours alike for the analogs; NaN: not given. */
  traits: readonly number[];
}

/** An hour of the past with its mean power as a share of the capacity. */
export interface TrainingHour extends ModelHour {
  power: number;
}

/** How plants of a kind are modelled. */
export interface Design {
  /** Number of the regressors beside the intercept. */
  regressors: number;
  /** Coefficients without any past, the intercept's first; undefined: all 0. */
  towards?: readonly number[];
  /** Strength of the shrinkage towards these, by the weight of the rows. */
  ridge: number;
  /** Weights of the traits in the distance between hours. */
  traits: readonly number[];
  /** True where each hour of the day has coefficients and analogs of its own. */
  isByHour: boolean;
  /** Hours with a smaller potential teach the regression nothing, and the analogs nothing. */
  leastFitted: number;
  leastAlike: number;
  /** Upper limit of an analog's power by potential. */
  highestRatio: number;
  /**
   * Share of what the regression's medians of two hours differ by, by which an analog is moved with
   * a long history: hours are never quite alike.
   */
  moved: number;
  /** What the distance to the median is multiplied by: the members know their own past too well. */
  widening: number;
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

/** Returns how many hours two hours of the day are apart. */
export function apart(a: number, b: number): number {
  const distance = Math.abs(a - b);
  return Math.min(distance, 24 - distance);
}

/** Returns true for the hour after another. */
export function isNext(hour: WeatherHour | undefined, next: WeatherHour): boolean {
  return hour?.endMs === next.endMs - HOUR;
}

/**
 * Returns true for the hour after another, of the same run or of one that had been issued when the
 * first hour began. A later one was not known to who forecast that hour.
 */
export function isKnownNext(hour: WeatherHour, next: WeatherHour | undefined): boolean {
  if (!next || !isNext(hour, next)) return false;
  return next.issuedMs === hour.issuedMs || next.issuedMs <= hour.endMs - HOUR;
}
