import type { ScopedSql } from "../../db/scope.ts";
import type { PowerSum, SumQuery } from "../../domain/power_sum.ts";
import { powerSums } from "../kit/power_sums.ts";
import { latestForecastTouching } from "./latest.ts";

/**
 * Adds up the latest forecast of these sites, as `powerSums` says. Sites without a DNO or GSP have a
 * sum of their own, last (the Python SDK fails for these). P10 and P90 are not added up, since
 * quantiles of a sum are not the sum of quantiles.
 */
export async function ofSites(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
): Promise<PowerSum[]> {
  const pieces = sql`(
    select site_uuid, start_utc, end_utc, forecast_power_kw as power_kw
    from ${latestForecastTouching(sql, siteUuids, query.start, query.end)} latest)`;
  return await powerSums(sql, { siteUuids, pieces }, query);
}
