/** The baseline as the service would have run it: fitted each day, issued each quarter hour. */
import { fitBaseline } from "../../domain/forecasts/baseline/fit.ts";
import {
  forecastPowers,
  type Quantiles,
  RECENT_DAYS,
} from "../../domain/forecasts/baseline/forecast.ts";
import {
  dayOfQuarter,
  QUARTER,
  quarterHours,
  QUARTERS_A_DAY,
} from "../../domain/forecasts/baseline/quarters.ts";
import { HISTORY_DAYS } from "../../domain/forecasts/baseline/training.ts";
import { type History, measuredAround } from "./history.ts";

/** Makes forecasts of `horizons` (quarter hours) issued in [from, to), by horizon and target. */
export function forecasts(
  history: History,
  horizons: readonly number[],
  from: number,
  to: number,
): Map<number, Map<number, Quantiles>> {
  const found = new Map(horizons.map((horizon) => [horizon, new Map<number, Quantiles>()]));
  for (let day = dayOfQuarter(from); day * QUARTERS_A_DAY < to; day++) {
    const start = Math.max(from, day * QUARTERS_A_DAY);
    const end = Math.min(to, (day + 1) * QUARTERS_A_DAY);
    const fit = fitOf(history, day);
    for (let issue = start; issue < end; issue++) {
      const made = issued(history, fit, issue, horizons);
      horizons.forEach((horizon, i) => found.get(horizon)!.set(issue + horizon, made[i]!));
    }
  }
  return found;
}

function fitOf({ measured, potential }: History, day: number) {
  const start = day * QUARTERS_A_DAY;
  const around = measuredAround(measured, start, HISTORY_DAYS + 1);
  const known = { knownMs: start * QUARTER, capacityKw: potential.measuredCapacityKw };
  const days = HISTORY_DAYS * QUARTERS_A_DAY;
  return fitBaseline(potential, quarterHours(around, start - days, days, known), day);
}

function issued(
  { measured, potential }: History,
  fit: ReturnType<typeof fitOf>,
  issue: number,
  horizons: readonly number[],
): Quantiles[] {
  const days = RECENT_DAYS * QUARTERS_A_DAY;
  const around = measuredAround(measured, issue, RECENT_DAYS + 1);
  const known = { knownMs: issue * QUARTER, capacityKw: potential.measuredCapacityKw };
  return forecastPowers(
    potential,
    fit,
    quarterHours(around, issue - days, days, known),
    issue,
    horizons,
  );
}
