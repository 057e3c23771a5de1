import type { ScopedSql } from "../../db/scope.ts";
import type { PowerSum, SumBy } from "../../domain/power_sum.ts";
import { latestForecast } from "./latest.ts";
import { sumName } from "../kit/sum_name.ts";

/**
 * Adds up the latest forecast of these sites for target times in [start, end), by start and DNO,
 * GSP or in total. Returns the sums by start and name; sites without a DNO or GSP have a sum of
 * their own, last (the Python SDK fails for these). Skips values that are not finite. P10 and P90
 * are not added up, since quantiles of a sum are not the sum of quantiles.
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
