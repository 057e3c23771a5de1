import type { ScopedSql } from "../../db/scope.ts";
import type { PowerSum, SumBy } from "../../domain/power_sum.ts";
import { finiteGeneration } from "./finite.ts";
import { sumName } from "../kit/sum_name.ts";

/**
 * Adds up the measured power of these sites for periods that start in [start, end), as the sums of
 * forecasts do. Of several periods of a site with the same start the shortest counts.
 */
export async function ofSites(
  sql: ScopedSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
  by: SumBy,
): Promise<PowerSum[]> {
  return await sql<PowerSum[]>`
    select v.start_utc, ${sumName(sql, by)} as name, sum(v.generation_power_kw) as power_kw,
      count(*)::int as sites
    from (
      select distinct on (site_uuid, start_utc) site_uuid, start_utc, generation_power_kw
      from ${finiteGeneration(sql, siteUuids, start, end)} measured
      where abs(generation_power_kw) < 1e300
      order by site_uuid, start_utc, end_utc) v
    join sites s on s.site_uuid = v.site_uuid
    group by 1, 2
    order by 1, 2`;
}
