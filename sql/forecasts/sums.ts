import type { ScopedSql } from "../../db/scope.ts";
import type { PowerSum, SumBy } from "../../domain/power_sum.ts";
import { latestForecast } from "./latest.ts";
import { sumName } from "../kit/sum_name.ts";

/**
 * The latest forecasts of these sites (see `forecasts.latest`) that start in [start, end), added up
 * by start and name, in that order, no name last. Values that are not finite are left out. P10 and
 * P90 are not added: the sum's are not the sum of the sites'.
 *
 * The Python SDK's sums fail when a site has no distribution operator or grid supply point; here such
 * sites have a sum of their own.
 */
export async function ofSites(
  sql: ScopedSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
  by: SumBy,
): Promise<PowerSum[]> {
  return await sql<PowerSum[]>`
    select v.start_utc, ${sumName(sql, by)} as name, sum(v.forecast_power_kw) as power_kw,
      count(*)::int as sites
    from ${latestForecast(sql, siteUuids, start, end)} v
    join sites s on s.site_uuid = v.site_uuid
    where abs(v.forecast_power_kw) < 1e300
    group by 1, 2
    order by 1, 2`;
}
