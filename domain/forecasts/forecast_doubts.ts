import type { PowerPeriod } from "../generation/energy.ts";
import { aboveClearSky, poweredAtNight } from "../generation/solar_doubts.ts";
import type { SiteFacts } from "../sites/site_facts.ts";
import type { Place, WarningList } from "../warnings.ts";
import type { SentForecastValue } from "./forecast_limits.ts";

/** A value of a run at its place in the request. */
export type PlacedForecast = PowerPeriod & Place & { value: SentForecastValue };

/** Adds what is odd about the values of one run, which are in order of time. */
export function addDoubts(
  warnings: WarningList,
  periods: readonly PlacedForecast[],
  site: SiteFacts,
): void {
  const capacityKw = site.largest_capacity_kw ?? Infinity;
  for (const period of periods) {
    const { forecast_power_kw, p10_kw, p90_kw } = period.value;
    const levels = [p10_kw, p90_kw].filter((kw) => kw != null);
    if (Math.min(forecast_power_kw, ...levels) < 0) warnings.add("negative_power", period);
    if (p10_kw != null && p90_kw != null && p10_kw > p90_kw) warnings.add("p_levels_cross", period);
    if (Math.max(...levels) > capacityKw) warnings.add("p_level_above_capacity", period);
  }
  for (const period of poweredAtNight(periods, site)) warnings.add("power_at_night", period);
  for (const period of aboveClearSky(periods, site)) warnings.add("above_clear_sky", period);
}
