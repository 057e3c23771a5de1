import type { ScopedSql } from "../../db/scope.ts";
import type { PowerSum, SumQuery } from "../../domain/power_sum.ts";
import type { Fragment } from "../kit/queries.ts";
import { gridStep, powerSums } from "../kit/power_sums.ts";
import { numberedNames } from "../kit/sum_name.ts";
import { generationTouching } from "./finite.ts";

/**
 * Adds up the measured power of these sites, as `powerSums` says. Rows that all cover whole periods
 * of the grid are added up as they are stored, in one pass; else those of the sites of which all are
 * periods of the grid, and the pieces of the others are made first.
 */
export async function ofSites(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
): Promise<PowerSum[]> {
  await sql`select set_config('enable_nestloop', 'off', true), set_config('enable_sort', 'off', true),
    set_config('jit', 'off', true)`;
  const stored = await looksWhole(sql, siteUuids, query) && await asStored(sql, siteUuids, query);
  return stored || await inPieces(sql, siteUuids, query);
}

/** SQL: whether a table's rows, all of them, start and end at the edges of periods of the grid. */
const allWhole = (sql: ScopedSql, query: SumQuery, table: Fragment) => {
  const binned = (time: Fragment) =>
    sql`date_bin(${gridStep(sql, query)}, ${time}, timestamp '2000-01-01')`;
  return sql`not exists (select 1 from ${table} t
    where ${binned(sql`start_utc`)} <> start_utc or ${binned(sql`end_utc`)} <> end_utc)`;
};

/**
 * Tells whether it is worth while to try `asStored`: the first rows of some sites cover whole periods
 * of the grid, no row from before reaches into the range, and no site states another length.
 */
async function looksWhole(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
): Promise<boolean> {
  const { start, end } = query;
  const [row] = await sql<{ is_whole: boolean }[]>`
    with first as (
      select f.* from unnest(${siteUuids.slice(0, 3)}::uuid[]) s (site_uuid) cross join lateral (
        select start_utc, end_utc from generation
        where site_uuid = s.site_uuid
          and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
        order by start_utc, end_utc limit 1) f)
    select ${allWhole(sql, query, sql`first`)}
      and not exists (select 1 from sites
        where site_uuid = any(${siteUuids}::uuid[]) and measured_every_minutes is not null)
      and not exists (select 1 from generation where site_uuid = any(${siteUuids}::uuid[])
        and start_utc >= ${start.subtract({ hours: 24 })}::timestamp
        and start_utc < ${start}::timestamp and end_utc > ${start}::timestamp) as is_whole`;
  return row!.is_whole;
}

/**
 * Adds up rows as they are stored; undefined unless all of them have one length, start at multiples
 * of it, and cover whole periods of the grid. These cannot overlap since a site has each period
 * once. They are grouped before their periods are looked at, since there are few groups.
 */
async function asStored(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
): Promise<PowerSum[] | undefined> {
  const { start, end, by, resolution } = query;
  const step = gridStep(sql, query);
  const ofName = by === "total" ? sql`` : sql`, number`;
  const sums = await sql<(PowerSum & { is_exact: boolean })[]>`
    with site as materialized (
      select site_uuid, ${numberedNames(sql, by)},
        case when capacity_kw >= 0 and capacity_kw < 1e300 then capacity_kw end as capacity_kw
      from sites s where site_uuid = any(${siteUuids}::uuid[])),
    sums as materialized (
      select start_utc, end_utc${ofName}, sum(generation_power_kw) as power_kw,
        count(*)::int as sites, sum(capacity_kw) as capacity_kw
      from generation join site using (site_uuid)
      where site_uuid = any(${siteUuids}::uuid[])
        and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
        and abs(generation_power_kw) < 1e300
      group by start_utc, end_utc${ofName}),
    known as materialized (
      select ${allWhole(sql, query, sql`sums`)} and not exists (
        select 1 from sums, (
          select start_utc as first_utc, end_utc - start_utc as length from sums limit 1) f
        where length <= interval '0' or end_utc <> start_utc + length
          or date_bin(length, start_utc, first_utc) <> start_utc) as is_exact)
    select period as start_utc, period + ${step} as end_utc, name, power_kw, sites, capacity_kw,
      power_kw * ${resolution / 60}::float8 as energy_kwh, is_exact
    from known left join (
      sums cross join lateral
        generate_series(start_utc, least(end_utc, ${end}::timestamp) - ${step}, ${step}) period
      natural join (select distinct name${ofName} from site) n) on is_exact
    order by 1, 3`;
  if (!sums[0]!.is_exact) return undefined;
  return sums.filter(({ start_utc }) => start_utc !== null).map(({ is_exact: _, ...sum }) => sum);
}

async function inPieces(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
): Promise<PowerSum[]> {
  const { start, end } = query;
  const [found] = await sql<{ on_grid: string[] }[]>`
    select app.sites_on_grid(${siteUuids}::uuid[], ${start.subtract({ hours: 24 })}::timestamp,
      ${end.add({ hours: 24 })}::timestamp, ${gridStep(sql, query)}) as on_grid`;
  const onGrid = new Set(found!.on_grid);
  const others = siteUuids.filter((uuid) => !onGrid.has(uuid));
  const pieces = sql`(
    select site_uuid, start_utc, end_utc, generation_power_kw as power_kw
    from ${generationTouching(sql, others, start, end)} measured)`;
  const exact = sql`(
    select site_uuid, start_utc, generation_power_kw as power_kw from generation
    where site_uuid = any(${[...onGrid]}::uuid[])
      and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
      and abs(generation_power_kw) < 1e300)`;
  return await powerSums(sql, { siteUuids, pieces, onGrid: exact }, query);
}
