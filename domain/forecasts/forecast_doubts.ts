import type { PowerPeriod } from "../generation/energy.ts";
import { aboveClearSky, poweredAtNight } from "../generation/solar_doubts.ts";
import type { SiteFacts } from "../sites/site_facts.ts";
import type { Place, WarningList } from "../warnings.ts";
import type { SiteForecastValue } from "./sent_forecast.ts";
import { levelsOf } from "./p_levels.ts";

/** A value of a run at its place in the request. */
export type PlacedForecast = PowerPeriod & Place & { value: SiteForecastValue };

/** Adds what is odd about the values of one run, which are in order of time. */
export function addDoubts(
  warnings: WarningList,
  periods: readonly PlacedForecast[],
  site: SiteFacts,
): void {
  const capacityKw = site.largest_capacity_kw ?? Infinity;
  for (const period of periods) {
    const levels = levelsOf(period.value).map(([, kw]) => kw);
    if (Math.min(period.powerKw, ...levels) < 0) warnings.add("negative_power", period);
    if (levels.some((kw, i) => i > 0 && levels[i - 1]! > kw)) {
      warnings.add("p_levels_cross", period);
    }
    if (Math.max(...levels) > capacityKw) warnings.add("p_level_above_capacity", period);
  }
  for (const period of poweredAtNight(periods, site)) warnings.add("power_at_night", period);
  for (const period of aboveClearSky(periods, site)) warnings.add("above_clear_sky", period);
}
