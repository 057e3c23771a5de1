import type { ScopedSql } from "../../db/scope.ts";
import type { SumBy } from "../../domain/forecasts/sum_by.ts";

/** What sites make together in a period that starts at `start_utc`. */
export interface PowerSum {
  start_utc: string;
  /** "total", or the text of the distribution operator or grid supply point; null: it has none. */
  name: string | null;
  power_kw: number;
  /** How many sites have a value for it. */
  sites: number;
}

/**
 * The latest forecasts of these sites (see `forecasts.latest`) that start in [start, end), added up
 * by start and name, in that order, no name last. Values that are not finite are left out. P10 and
 * P90 are not added: the sum's are not the sum of the sites'.
 *
 * The Python SDK's sums fail when a site has no distribution operator or grid supply point; here such
 * sites have a sum of their own.
 */
export async function ofForecasts(
  sql: ScopedSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
  by: SumBy,
): Promise<PowerSum[]> {
  return await sql<PowerSum[]>`
    select v.start_utc, ${name(sql, by)} as name, sum(v.forecast_power_kw) as power_kw,
      count(*)::int as sites
    from app.latest_forecast_values(${siteUuids}::uuid[], ${start}::timestamp, ${end}::timestamp) v
    join sites s on s.site_uuid = v.site_uuid
    where abs(v.forecast_power_kw) < 1e300 and isfinite(v.end_utc)
    group by 1, 2
    order by 1, 2`;
}

/**
 * The same of what these sites produced. A site counts once for a start: with the shortest of several
 * periods.
 */
export async function ofGeneration(
  sql: ScopedSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
  by: SumBy,
): Promise<PowerSum[]> {
  return await sql<PowerSum[]>`
    select v.start_utc, ${name(sql, by)} as name, sum(v.generation_power_kw) as power_kw,
      count(*)::int as sites
    from (
      select distinct on (site_uuid, start_utc) site_uuid, start_utc, generation_power_kw
      from generation
      where site_uuid = any(${siteUuids}::uuid[])
        and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
        and abs(generation_power_kw) < 1e300 and isfinite(end_utc)
      order by site_uuid, start_utc, end_utc) v
    join sites s on s.site_uuid = v.site_uuid
    group by 1, 2
    order by 1, 2`;
}

/** In the order of their bytes, whatever the database's own. */
const name = (sql: ScopedSql, by: SumBy) =>
  by === "total" ? sql`'total'` : by === "dno" ? sql`s.dno collate "C"` : sql`s.gsp collate "C"`;
