/** The baseline as the service would have run it: fitted each day, issued each quarter hour. */
import { fitBaseline } from "../../domain/forecasts/baseline/fit.ts";
import {
  forecastPowers,
  type Quantiles,
  RECENT_DAYS,
} from "../../domain/forecasts/baseline/forecast.ts";
import { dayOfQuarter, QUARTER, QUARTERS_A_DAY } from "../../domain/forecasts/baseline/quarters.ts";
import { measuredSeries } from "../../domain/forecasts/baseline/measured.ts";
import { HISTORY_DAYS } from "../../domain/forecasts/baseline/training.ts";
import { type History, measuredAround } from "./history.ts";

/**
 * Makes forecasts of `horizons` (quarter hours) issued in [from, to), by horizon and target: means
 * over a measured period.
 */
export function forecasts(
  history: History,
  horizons: readonly number[],
  from: number,
  to: number,
): Map<number, Map<number, Quantiles>> {
  const { grain } = history;
  const found = new Map(horizons.map((horizon) => [horizon, new Map<number, Quantiles>()]));
  for (let day = dayOfQuarter(from); day * QUARTERS_A_DAY < to; day++) {
    const start = Math.max(from, day * QUARTERS_A_DAY);
    const end = Math.min(to, (day + 1) * QUARTERS_A_DAY);
    const fit = fitOf(history, day);
    for (let issue = start; issue < end; issue++) {
      const wanted = horizons.filter((horizon) => (issue + horizon) % grain === 0);
      if (wanted.length === 0) continue;
      const made = issued(history, fit, issue, wanted.flatMap((horizon) => steps(horizon, grain)));
      wanted.forEach((horizon, i) =>
        found.get(horizon)!.set(issue + horizon, meanOf(made.slice(i * grain, (i + 1) * grain)))
      );
    }
  }
  return found;
}

const steps = (horizon: number, grain: number) =>
  Array.from({ length: grain }, (_, i) => horizon + i);

function meanOf(made: Quantiles[]): Quantiles {
  const mean = (name: keyof Quantiles) =>
    made.reduce((sum, quantiles) => sum + quantiles[name], 0) / made.length;
  return { p10: mean("p10"), median: mean("median"), p90: mean("p90") };
}

/** Makes the fit of a UTC day from what had been measured when it began. */
export function fitOf({ measured, potential }: History, day: number) {
  const start = day * QUARTERS_A_DAY;
  const around = measuredAround(measured, start, HISTORY_DAYS + 1);
  const days = HISTORY_DAYS * QUARTERS_A_DAY;
  const power = measuredSeries(potential, around, start - days, days, start * QUARTER);
  return fitBaseline(potential, power, day);
}

/** Returns the forecasts at `horizons` (quarter hours) after an issue time. */
export function issued(
  { measured, potential }: History,
  fit: ReturnType<typeof fitOf>,
  issue: number,
  horizons: readonly number[],
): Quantiles[] {
  const days = RECENT_DAYS * QUARTERS_A_DAY;
  const around = measuredAround(measured, issue, RECENT_DAYS + 1);
  const power = measuredSeries(potential, around, issue - days, days, issue * QUARTER);
  return forecastPowers(potential, fit, power, issue, horizons);
}
