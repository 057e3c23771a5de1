/**
 * This morning's error: by how much the newest measured hour differed from what its weather would
 * have had the model forecast, carried on into the next hours.
 */
import { HOUR } from "../../time/time.ts";
import type { HourQuantiles } from "./quarter_hours.ts";

/** An hour's powers with the potential that errors are a share of. */
export interface ForecastHour extends HourQuantiles {
  /** In kW of a kW; see ModelHour. */
  potential: number;
}

/** How an error lasts; the first values are those of the measured hour itself. */
interface Persistence {
  /** What remains of the error, by hours after the measured one. */
  remains: readonly number[];
  /** What the band is multiplied by. */
  narrows: readonly number[];
}

/**
 * Estimated on six months of three plants; on each plant the weights of the other two are as good.
 * The mean of the last three hours added nothing to the last one, nor did the error of yesterday.
 */
export const SUN_PERSISTENCE: Persistence = {
  remains: [0.8, 0.55, 0.22, 0.09, 0.04],
  narrows: [0.8, 0.8, 0.95],
};

/**
 * For wind, whose weather lasts longer. The turbine of the measurement had no weather forecast: these
 * are for one that errs as in the literature, by an error that falls to 1/e within six hours.
 */
export const WIND_PERSISTENCE: Persistence = {
  remains: [0.9, 0.7, 0.5, 0.3, 0.15],
  narrows: [0.7, 0.8, 0.9, 0.95],
};

/** An hour with less potential tells the sun's height rather than the clouds. */
const LEAST_POTENTIAL = 0.1;

/**
 * Returns the hours with the error of the newest measured hour that had ended by `issueMs` (since
 * 1970). `measured` has shares of the capacity by the end of their hour. Changes nothing when that
 * hour is not among `hours`, or has hardly a potential.
 */
export function withRecentError(
  hours: readonly ForecastHour[],
  measured: ReadonlyMap<number, number>,
  issueMs: number,
  { remains, narrows }: Persistence,
): ForecastHour[] {
  const newest = hours.findLast(({ endMs }) => endMs <= issueMs && measured.has(endMs));
  if (!newest || newest.potential < LEAST_POTENTIAL) return [...hours];
  const error = (measured.get(newest.endMs)! - newest.median) / newest.potential;
  return hours.map((hour) => {
    const lead = (hour.endMs - newest.endMs) / HOUR;
    const shift = (remains[lead] ?? 0) * error * hour.potential;
    const narrow = narrows[lead] ?? 1;
    const median = Math.max(0, hour.median + shift);
    return {
      ...hour,
      p10: Math.max(0, median + narrow * (hour.p10 - hour.median)),
      median,
      p90: median + narrow * (hour.p90 - hour.median),
    };
  });
}
