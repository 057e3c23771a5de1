import type { ScopedSql } from "../../db/scope.ts";
import type { SiteFreshness } from "../../domain/forecasts/site_freshness.ts";
import { besideSites } from "./site_list_parts.ts";

/**
 * Returns the newest run and measurement of these of the caller's sites up to `now`, by UUID. Whether
 * they are late is that of the site's stored figures; null where these are too old.
 */
export async function ofSites(
  sql: ScopedSql,
  siteUuids: string[],
  now: Temporal.Instant,
): Promise<SiteFreshness[]> {
  return await sql<SiteFreshness[]>`
    select s.site_uuid, r.timestamp_utc as newest_run_utc, r.forecast_uuid,
      g.end_utc as measured_until_utc, f.is_forecast_late, f.is_measured_late
    from sites s ${besideSites(sql, now, sql`${siteUuids}::uuid[]`)}
    left join lateral (
      select timestamp_utc, forecast_uuid from forecasts r
      where r.site_uuid = s.site_uuid and r.timestamp_utc <= ${now}::timestamp
      order by timestamp_utc desc limit 1) r on true
    left join lateral (
      select end_utc from generation g
      where g.site_uuid = s.site_uuid and g.start_utc <= ${now}::timestamp
        and g.end_utc > g.start_utc and g.end_utc <= g.start_utc + interval '1 day'
      order by start_utc desc limit 1) g on true
    where s.site_uuid = any(${siteUuids}::uuid[])
    order by s.site_uuid`;
}
