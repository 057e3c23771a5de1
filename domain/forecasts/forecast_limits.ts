import { notYetMade, tooLow, type Wrong, wrongPeriod, wrongPower } from "../value_limits.ts";
import { type Level, levelsOf } from "./p_levels.ts";
import type { SiteForecast, SiteForecastValue } from "./sent_forecast.ts";

/** Share of the capacity by which a P-level may lie above a higher one. */
const CROSSING = 0.02;

/** Returns what is wrong with a run's own time at `nowMs`. */
export function wrongRun(run: Pick<SiteForecast, "timestamp_utc">, nowMs: number) {
  return notYetMade(run.timestamp_utc, nowMs);
}

/** Returns what is wrong with a value of a run for a site of this largest capacity. */
export function wrongForecastValue(
  value: SiteForecastValue,
  capacityKw: number | null,
): Wrong | undefined {
  const levels = levelsOf(value);
  return wrongPeriod(value) ??
    wrongPower("forecast_power_kw", value.forecast_power_kw, capacityKw) ??
    firstOf(levels, ([name, kw]) => tooLow(name, kw, capacityKw)) ??
    firstOf(levels, (level, i) => crossing(levels[i - 1], level, capacityKw));
}

/** Returns the first thing that is wrong with one of the P-levels. */
function firstOf(levels: Level[], wrong: (level: Level, i: number) => Wrong | undefined) {
  for (let i = 0; i < levels.length; i++) {
    const found = wrong(levels[i]!, i);
    if (found) return found;
  }
  return undefined;
}

/** P-levels are compared with each other alone: the power is a mean and can lie outside of them. */
function crossing(lower: Level | undefined, higher: Level, capacityKw: number | null) {
  if (!lower || capacityKw === null || lower[1] - higher[1] <= CROSSING * capacityKw) return;
  const [[low, lowKw], [high, highKw]] = [lower, higher];
  const message = `${shortName(low)} of ${lowKw} kW is above ${shortName(high)} of ${highKw} kW ` +
    `by more than 2 % of the capacity of ${capacityKw} kW. ${shortName(low)} is the lower one: ` +
    "exchange them, or correct the model.";
  return { field: low, message };
}

/** Returns `P10` for `p10_kw`. */
const shortName = (name: string) => name.slice(0, 3).toUpperCase();
