import type { ScopedSql } from "../../db/scope.ts";
import type { PowerSum, SumQuery } from "../../domain/power_sum.ts";
import { gridStep, powerSums } from "../kit/power_sums.ts";
import { numberedNames } from "../kit/sum_name.ts";
import { generationTouching } from "./finite.ts";

/**
 * Adds up the measured power of these sites, as `powerSums` says. Rows that all are periods of the
 * grid are added up as they are stored, in one pass; else those of the sites of which all are, and
 * the pieces of the others are made first.
 */
export async function ofSites(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
): Promise<PowerSum[]> {
  return await asStored(sql, siteUuids, query) ?? await inPieces(sql, siteUuids, query);
}

/**
 * Adds up rows as they are stored; undefined unless all of them are periods of the grid, which
 * cannot overlap since a site has each period once, and no row from before reaches into the range.
 * Rows are grouped before their periods are looked at, of which there are few.
 */
async function asStored(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
): Promise<PowerSum[] | undefined> {
  const { start, end, by, resolution } = query;
  const step = gridStep(sql, query);
  await sql`select set_config('enable_nestloop', 'off', true), set_config('enable_sort', 'off', true),
    set_config('jit', 'off', true)`;
  const rows = await sql<(PowerSum & { is_exact: boolean })[]>`
    with site as materialized (
      select site_uuid, ${numberedNames(sql, by)}, measured_every_minutes,
        case when capacity_kw >= 0 and capacity_kw < 1e300 then capacity_kw end as capacity_kw
      from sites s where site_uuid = any(${siteUuids}::uuid[])),
    sums as materialized (
      select start_utc, end_utc, number, sum(generation_power_kw) as power_kw,
        count(*)::int as sites, sum(capacity_kw) as capacity_kw
      from generation join site using (site_uuid)
      where site_uuid = any(${siteUuids}::uuid[])
        and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
        and abs(generation_power_kw) < 1e300
      group by 1, 2, 3),
    known as (
      select not exists (select 1 from site where measured_every_minutes is not null)
        and not exists (select 1 from sums where end_utc <> start_utc + ${step}
          or date_bin(${step}, start_utc, timestamp '2000-01-01') <> start_utc)
        and not exists (select 1 from generation where site_uuid = any(${siteUuids}::uuid[])
          and start_utc >= ${start.subtract({ hours: 24 })}::timestamp
          and start_utc < ${start}::timestamp and end_utc > ${start}::timestamp) as is_exact)
    select start_utc, end_utc, name, power_kw, sites, capacity_kw,
      power_kw * ${resolution / 60}::float8 as energy_kwh, is_exact
    from known left join sums on is_exact
      left join (select distinct number, name from site) n using (number)
    order by 1, 3`;
  if (!rows[0]!.is_exact) return undefined;
  return rows.filter(({ start_utc }) => start_utc !== null).map(({ is_exact: _, ...sum }) => sum);
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
