/**
 * The forecast that every site gets: what it could give (the power under a cloudless sky, else its
 * capacity) times what a regression on its own past makes of its last hours and days.
 */
import type { BaselineFit } from "./baseline/fit.ts";
import { forecastPowers, RECENT_DAYS } from "./baseline/forecast.ts";
import { type Potential, potentialOf } from "./baseline/potential.ts";
import { QUARTER, quarterHours, quarterOf, QUARTERS_A_DAY } from "./baseline/quarters.ts";
import type { PowerPeriod } from "../generation/energy.ts";
import type { ForecastValue } from "./forecast_value.ts";
import { MINUTE, utcText } from "../time/time.ts";

export const BASELINE_MODEL = {
  name: "sitecast-baseline",
  version: "1",
  description:
    "For each horizon a regression on the site's own past: its last hours, the same hour on the days " +
    "before, and clear-sky power where there is a sun. Fitted anew each day.",
};

/** One value of a run; `horizon_minutes` counts from the run's start to the value's start. */
export interface BaselineValue extends ForecastValue {
  horizon_minutes: number;
  p10_kw: number;
  p90_kw: number;
}

const NEEDS_HISTORY =
  "Without a place on the globe and possible angles of the modules, a forecast " +
  "needs measurements first.";

/**
 * Why a site gets no forecast (a sentence to show), as far as the site itself tells: `learned` is how
 * many of its measurements are known.
 */
export function whyNone(site: Parameters<typeof potentialOf>[0], learned = 0): string | undefined {
  const found = potentialOf(site);
  if ("reason" in found) return found.reason;
  return found.potential.prior || learned > 0 ? undefined : NEEDS_HISTORY;
}

/**
 * The forecast made at `issueMs`: 192 quarter hours from the quarter hour it falls into, in kW
 * rounded to W, 0 ≤ P10 ≤ forecast ≤ P90 ≤ limit. `forecast_power_kw` is the median. The fit must be
 * one of a day that had begun. Of `measured` only what had ended by then counts, and of that the
 * last four days.
 */
export function baselineForecast(
  potential: Potential,
  fit: BaselineFit,
  measured: Iterable<PowerPeriod>,
  issueMs: number,
): BaselineValue[] {
  const issue = quarterOf(issueMs);
  const days = RECENT_DAYS * QUARTERS_A_DAY;
  const known = { knownMs: issueMs, capacityKw: potential.measuredCapacityKw };
  const power = quarterHours(measured, issue - days, days, known);
  const limit = wholeWattsWithin(potential.limitKw);
  const round = (kw: number) => Math.min(limit, Math.round(kw * 1000) / 1000);
  return forecastPowers(potential, fit, power, issue).map(({ p10, median, p90 }, step) => ({
    start_utc: utcText((issue + step) * QUARTER),
    end_utc: utcText((issue + step + 1) * QUARTER),
    forecast_power_kw: round(median),
    horizon_minutes: step * QUARTER / MINUTE,
    p10_kw: round(p10),
    p90_kw: round(p90),
  }));
}

/** The most whole W, in kW, that do not exceed this power. */
function wholeWattsWithin(kw: number): number {
  const watts = Math.floor(kw * 1000);
  return (watts / 1000 > kw ? watts - 1 : watts) / 1000;
}
