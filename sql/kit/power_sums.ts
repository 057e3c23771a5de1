import type { ScopedSql } from "../../db/scope.ts";
import type { PowerSum, SumQuery } from "../../domain/power_sum.ts";
import type { Fragment } from "./queries.ts";
import { numberedNames } from "./sum_name.ts";

/** A site has a value in a grid period of which at least this share is known. */
export const KNOWN_SHARE = 2 / 3;

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
 * Periods are numbered from the start of the query on: grouping by a number costs less than by a
 * time. "offset 0" keeps PostgreSQL from computing the same several times for each row. The planner
 * underestimates the rows and picks nested loops and sorts, so both are disabled for the
 * transaction.
 */
export async function powerSums(
  sql: ScopedSql,
  { siteUuids, pieces, onGrid }: Power,
  query: SumQuery,
): Promise<PowerSum[]> {
  const { start, end, by, resolution } = query;
  const step = gridStep(sql, query);
  const length = resolution * 60;
  const periods = Math.round((end.epochMilliseconds - start.epochMilliseconds) / 1000 / length);
  await sql`select set_config('enable_nestloop', 'off', true), set_config('enable_sort', 'off', true),
    set_config('jit', 'off', true)`;
  return await sql<PowerSum[]>`
    with site as materialized (
      select site_uuid, ${numberedNames(sql, by)},
        case when capacity_kw >= 0 and capacity_kw < 1e300 then capacity_kw end as capacity_kw
      from sites s where site_uuid = any(${siteUuids}::uuid[])),
    timed as (
      select site_uuid, power_kw,
        date_part('epoch', start_utc - ${start}::timestamp) / ${length}::float8 as first,
        date_part('epoch', end_utc - ${start}::timestamp) / ${length}::float8 as last
      from ${pieces} p where abs(power_kw) < 1e300
      offset 0),
    spread as (
      select site_uuid, power_kw, first, last, generate_series(greatest(floor(first), 0)::int,
        least(ceil(last)::int, ${periods}::int) - 1) as period
      from timed),
    shared as (
      select site_uuid, period, power_kw,
        least(last, period + 1) - greatest(first, period) as share
      from spread
      offset 0),
    of_site as (
      select site_uuid, period, sum(power_kw * share) as power_kw, sum(share) as share
      from shared group by 1, 2),
    sums as (
      select period, number, sum(power_kw / share) filter (where counts) as power_kw,
        count(*) filter (where counts) as sites,
        sum(capacity_kw) filter (where counts) as capacity_kw, sum(power_kw) as known_kw
      from (select *, share >= ${KNOWN_SHARE - 1e-9}::float8 as counts from of_site offset 0) o
        join site using (site_uuid)
      group by 1, 2
      ${onGrid ? sql`union all ${sumsOnGrid(sql, onGrid, start, length)}` : sql``})
    select ${start}::timestamp + period * ${step} as start_utc,
      ${start}::timestamp + (period + 1) * ${step} as end_utc, name, sum(power_kw) as power_kw,
      sum(sites)::int as sites, sum(capacity_kw) as capacity_kw,
      sum(known_kw) * ${resolution / 60}::float8 as energy_kwh
    from sums join (select distinct number, name from site) n using (number)
    group by period, name order by period, name`;
}

/** SQL: adds up values of whole grid periods. */
const sumsOnGrid = (sql: ScopedSql, onGrid: Fragment, start: Temporal.Instant, length: number) =>
  sql`
    select (date_part('epoch', start_utc - ${start}::timestamp) / ${length}::float8)::int, number,
      sum(power_kw), sum(sites), sum(capacity_kw), sum(power_kw)
    from (
      select start_utc, number, sum(power_kw) as power_kw, count(*) as sites,
        sum(capacity_kw) as capacity_kw
      from ${onGrid} g join site using (site_uuid) group by start_utc, number) g
    group by 1, 2`;
