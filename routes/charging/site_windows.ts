import type { ScopedSql } from "../../db/scope.ts";
import {
  type ChargingWindows,
  chargingWindows,
  MOST_AHEAD_MS,
  QUARTER,
  quarterPowers,
  quartersOf,
} from "../../domain/charging/windows.ts";
import type { WindowsQuery } from "../../domain/charging/windows_query.ts";
import type { Site } from "../../domain/sites/site.ts";
import { milliseconds } from "../../domain/time/time.ts";
import { forecastOf } from "../../sql/forecasts/day_values.ts";

/** When to charge at a site, how long that takes, and how far its forecast reaches. */
export interface SiteWindows extends ChargingWindows {
  chargingMs: number;
  /** Null where there is no forecast of the time from now on. */
  forecastUntilMs: number | null;
}

/** Finds when to charge at a site: from the next quarter hour on, by its latest forecast. */
export async function siteWindows(
  sql: ScopedSql,
  site: Site,
  query: WindowsQuery,
  now: Temporal.Instant,
): Promise<SiteWindows> {
  const wanted = { energyKwh: query.energy_kwh, powerKw: query.power_kw };
  const startMs = now.epochMilliseconds;
  const endMs = startMs + MOST_AHEAD_MS;
  const values = await forecastOf(
    sql,
    site.site_uuid,
    now,
    now.add({ milliseconds: MOST_AHEAD_MS }),
    {},
  );
  const quarters = quarterPowers(values, { startMs, endMs });
  const beforeMs = query.before === undefined ? endMs : milliseconds(query.before);
  const inTime = quarters.filter(({ startMs }) => startMs + QUARTER <= beforeMs);
  const last = quarters.at(-1);
  return {
    ...chargingWindows(inTime, wanted),
    chargingMs: quartersOf(wanted) * QUARTER,
    forecastUntilMs: last ? last.startMs + QUARTER : null,
  };
}
