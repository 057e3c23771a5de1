import type { ScopedSql } from "../../db/scope.ts";
import type { PowerSum, SumQuery } from "../../domain/power_sum.ts";
import type { Fragment } from "./queries.ts";
import { numberedNames } from "./sum_name.ts";

/** A site has a value in a grid period of which at least this share is known. */
const KNOWN_SHARE = 2 / 3;

/** Power of sites, as tables in SQL with site_uuid, start_utc, power_kw and, for pieces, end_utc. */
interface Power {
  siteUuids: string[];
  /** Pieces that overlap with the range of the query. Those of a site do not overlap. */
  pieces: Fragment;
  /** Of other sites: values of exactly one period of the grid each, that start in the range. */
  onGrid?: Fragment;
}

/** SQL: the length of a period of the grid. */
export const gridStep = (sql: ScopedSql, { resolution }: SumQuery): Fragment =>
  sql`${`${resolution} minutes`}::interval`;

/**
 * Adds up power over sites on a grid of periods of `resolution` minutes, counted from midnight
 * (UTC), by period and name. The start and end of the query are at multiples of the resolution.
 *
 * Longer pieces are spread evenly, shorter ones averaged. Sites that know at least two thirds of a
 * period are in its power, number and capacity; all that is known is in its energy.
 *
 * Pieces that cover whole grid periods are grouped over all sites before they are spread, and those
 * within one period are not spread. "offset 0" keeps PostgreSQL from computing the same several
 * times for each row. The planner underestimates the rows and picks nested loops and sorts, so both
 * are disabled for the transaction.
 */
export async function powerSums(
  sql: ScopedSql,
  { siteUuids, pieces, onGrid }: Power,
  query: SumQuery,
): Promise<PowerSum[]> {
  const { start, end, by, resolution } = query;
  const step = gridStep(sql, query);
  const hours = resolution / 60;
  await sql`select set_config('enable_nestloop', 'off', true), set_config('enable_sort', 'off', true),
    set_config('jit', 'off', true)`;
  return await sql<PowerSum[]>`
    with site as materialized (
      select site_uuid, ${numberedNames(sql, by)},
        case when capacity_kw >= 0 and capacity_kw < 1e300 then capacity_kw end as capacity_kw
      from sites s where site_uuid = any(${siteUuids}::uuid[])),
    binned as (
      select site_uuid, start_utc, end_utc, power_kw,
        date_bin(${step}, start_utc, timestamp '2000-01-01') as first_utc
      from ${pieces} p where abs(power_kw) < 1e300
      offset 0),
    known as (
      select *, end_utc <= first_utc + ${step} as is_single,
        start_utc = first_utc and end_utc = date_bin(${step}, end_utc, timestamp '2000-01-01')
          as is_whole,
        date_part('epoch', end_utc - start_utc) / 3600 as length
      from binned
      offset 0),
    grouped as materialized (
      select case when is_single then first_utc else start_utc end as start_utc,
        case when is_single then first_utc + ${step} else end_utc end as end_utc, number, is_whole,
        case when not is_whole then site_uuid end as site_uuid, count(*) as sites,
        case when is_whole then sum(capacity_kw) else max(capacity_kw) end as capacity_kw,
        case when is_whole then sum(power_kw) * ${hours}::float8
          else sum(power_kw * length) end as energy_kwh,
        case when not is_whole then sum(length) end as hours
      from known join site using (site_uuid) group by 1, 2, 3, 4, 5),
    spread as (
      select start_utc, number, is_whole, site_uuid, sites, capacity_kw, energy_kwh, hours
      from grouped where end_utc <= start_utc + ${step}
        and start_utc = date_bin(${step}, start_utc, timestamp '2000-01-01')
      union all
      select cell, number, is_whole, site_uuid, sites, capacity_kw,
        case when is_whole then energy_kwh else energy_kwh * part / hours end,
        case when not is_whole then part end
      from grouped cross join lateral (
        select cell, date_part('epoch', least(end_utc, cell + ${step})
          - greatest(start_utc, cell)) / 3600 as part
        from generate_series(date_bin(${step}, start_utc, timestamp '2000-01-01'),
          end_utc - interval '1 microsecond', ${step}) cell) c
      where end_utc > start_utc + ${step}
        or start_utc <> date_bin(${step}, start_utc, timestamp '2000-01-01')
      ${onGrid ? sql`union all ${sumsOnGrid(sql, onGrid, hours)}` : sql``}),
    of_site as (
      select start_utc, number, is_whole, site_uuid,
        case when is_whole then sum(sites) else 1 end as sites,
        case when is_whole then sum(capacity_kw) else max(capacity_kw) end as capacity_kw,
        sum(energy_kwh) as energy_kwh,
        case when is_whole then ${hours}::float8 else sum(hours) end as hours
      from spread
      where start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
      group by 1, 2, 3, 4),
    judged as (
      select *, hours >= ${hours * KNOWN_SHARE - 1e-9}::float8 as counts from of_site)
    select start_utc, start_utc + ${step} as end_utc, name,
      sum(energy_kwh / hours) filter (where counts) as power_kw,
      coalesce(sum(sites) filter (where counts), 0)::int as sites,
      sum(capacity_kw) filter (where counts) as capacity_kw,
      sum(energy_kwh) as energy_kwh
    from judged join (select distinct number, name from site) n using (number)
    group by 1, 3 order by 1, 3`;
}

/** SQL: adds up values of whole grid periods: in most installations all there are. */
const sumsOnGrid = (sql: ScopedSql, onGrid: Fragment, hours: number) =>
  sql`
    select start_utc, number, true, null::uuid, count(*), sum(capacity_kw),
      sum(power_kw) * ${hours}::float8, null
    from ${onGrid} g join site using (site_uuid) group by start_utc, number`;
