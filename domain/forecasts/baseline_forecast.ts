/**
 * The baseline: a site's potential (its power under a cloudless sky, else its capacity) times an
 * index that a regression on the site's own past predicts from its last hours and days.
 */
import type { BaselineFit } from "./baseline/fit.ts";
import { forecastPowers, RECENT_DAYS, STEPS } from "./baseline/forecast.ts";
import { measuredSeries } from "./baseline/measured.ts";
import { type Potential, potentialOf } from "./baseline/potential.ts";
import { QUARTER, quarterOf, QUARTERS_A_DAY } from "./baseline/quarters.ts";
import type { PowerPeriod } from "../generation/energy.ts";
import type { ForecastValue } from "./forecast_value.ts";
import { MINUTE, utcText } from "../time/time.ts";

/** The model that the service's own runs have. */
export const BASELINE_MODEL = {
  name: "sitecast-baseline",
  version: "3",
  description:
    "For each horizon a regression on the site's own past: its last hours, the same hour on the days " +
    "before, and clear-sky power where there is a sun. Fitted anew each day.",
};

/**
 * A value of a run; `horizon_minutes` is the time from the run's first start to the value's start.
 */
export interface BaselineValue extends ForecastValue {
  horizon_minutes: number;
  p10_kw: number;
  p90_kw: number;
}

const NEEDS_HISTORY =
  "Without a place on the globe and possible angles of the modules, a forecast " +
  "needs measurements first.";

/**
 * Returns a sentence that says why a site gets no forecast, or undefined when it gets one.
 * `learned` is the number of quarter hours that its fit learned from.
 */
export function whyNone(site: Parameters<typeof potentialOf>[0], learned = 0): string | undefined {
  const found = potentialOf(site);
  if ("reason" in found) return found.reason;
  return found.potential.prior || learned > 0 ? undefined : NEEDS_HISTORY;
}

/**
 * Computes the run with issue time `issueMs`: 192 quarter hours from the one that contains it, in
 * kW rounded to W, with 0 ≤ P10 ≤ forecast ≤ P90 ≤ limit. `forecast_power_kw` is the median. Uses
 * the last four days of `measured`, and of these the periods that had ended by then. The caller
 * gives a fit of a day that had begun by then.
 */
export function baselineForecast(
  potential: Potential,
  fit: BaselineFit,
  measured: Iterable<PowerPeriod>,
  issueMs: number,
): BaselineValue[] {
  const issue = quarterOf(issueMs);
  const days = RECENT_DAYS * QUARTERS_A_DAY;
  // Computes the potential of all quarter hours at once: those measured and those forecast.
  potential.powers(issue - days, days + STEPS);
  const power = measuredSeries(potential, measured, issue - days, days, issueMs);
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

/** Rounds a power in kW down to whole W. */
function wholeWattsWithin(kw: number): number {
  const watts = Math.floor(kw * 1000);
  return (watts / 1000 > kw ? watts - 1 : watts) / 1000;
}
