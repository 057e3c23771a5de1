import type { ScopedSql } from "../../db/scope.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import { dayOf, dayPeriod } from "../../domain/time/time.ts";
import { type ShownWeather, shownWeather } from "../../domain/weather/shown_weather.ts";
import * as fetches from "../../sql/weather/fetches.ts";
import * as weatherRuns from "../../sql/weather/weather_runs.ts";

/** Reads the weather that the forecasts of a site use, of its today and tomorrow. */
export async function readWeather(
  sql: ScopedSql,
  site: Site,
  now: Temporal.Instant,
): Promise<ShownWeather | undefined> {
  const zone = zoneOf(site);
  const period = dayPeriod(dayOf(now, zone), zone, 2);
  const [hours, fetched] = await Promise.all([
    weatherRuns.ofSite(sql, site.site_uuid, period),
    fetches.list(sql),
  ]);
  return shownWeather(hours, fetched, now);
}
