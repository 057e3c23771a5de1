import type { ScopedSql } from "../../db/scope.ts";
import type { PowerSum, SumQuery } from "../../domain/power_sum.ts";
import type { Fragment } from "../kit/queries.ts";
import { gridStep, KNOWN_SHARE, powerSums } from "../kit/power_sums.ts";
import { numberedNames } from "../kit/sum_name.ts";
import { generationTouching } from "./finite.ts";

/**
 * Adds up the measured power of these sites, as `powerSums` says. Rows that all cover whole periods
 * of the grid, or of which several make one, are added up as they are stored, in one pass; else those of the sites of which all are
 * periods of the grid, and the pieces of the others are made first.
 */
export async function ofSites(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
): Promise<PowerSum[]> {
  const [, minutes] = await Promise.all([
    sql`select set_config('enable_nestloop', 'off', true), set_config('enable_sort', 'off', true),
      set_config('jit', 'off', true)`,
    likelyLength(sql, siteUuids, query),
  ]);
  const stored = minutes === null
    ? undefined
    : minutes < query.resolution
    ? await asParts(sql, siteUuids, query, minutes)
    : await asStored(sql, siteUuids, query);
  return stored ?? await inPieces(sql, siteUuids, query);
}

/** SQL: whether a table's rows, all of them, start and end at the edges of periods of the grid. */
const allWhole = (sql: ScopedSql, query: SumQuery, table: Fragment) => {
  const binned = (time: Fragment) =>
    sql`date_bin(${gridStep(sql, query)}, ${time}, timestamp '2000-01-01')`;
  return sql`not exists (select 1 from ${table} t
    where ${binned(sql`start_utc`)} <> start_utc or ${binned(sql`end_utc`)} <> end_utc)`;
};

/**
 * Returns the length, in minutes, that rows seem to have which can be added up as they are stored; null
 * for none. The first rows of some sites have one length, start at multiples of it, and cover whole
 * periods of the grid or whole parts of one, and no site states another length.
 */
async function likelyLength(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
): Promise<number | null> {
  const { start, end, resolution } = query;
  const [row] = await sql<{ minutes: number | null }[]>`
    with first as (
      select f.start_utc, case when end_utc > f.start_utc and end_utc <= f.start_utc + interval '1 day'
        then end_utc - f.start_utc end as length
      from unnest(${siteUuids.slice(0, 3)}::uuid[]) s (site_uuid) cross join lateral (
        select start_utc, end_utc from generation
        where site_uuid = s.site_uuid
          and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
        order by start_utc, end_utc limit 1) f)
    select case when count(*) = count(length) and count(distinct length) <= 1
        and coalesce(bool_and(
          date_bin(length, start_utc, timestamp '2000-01-01') = start_utc), true)
        and not exists (select 1 from sites
          where site_uuid = any(${siteUuids}::uuid[]) and measured_every_minutes is not null)
      then coalesce(extract(epoch from min(length))::float8 / 60, ${resolution}::float8) end
        as minutes
    from first`;
  const { minutes } = row!;
  return minutes !== null && (minutes % resolution === 0 || resolution % minutes === 0)
    ? minutes
    : null;
}

/**
 * Adds up rows of which several make one period of the grid; undefined unless all of them last so many
 * minutes, start at multiples of that, and none from before reaches into the range. These cannot
 * overlap since a site has each period once.
 */
async function asParts(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
  minutes: number,
): Promise<PowerSum[] | undefined> {
  const { start, by, resolution } = query;
  const step = gridStep(sql, query);
  const length = sql`${`${minutes} minutes`}::interval`;
  const sums = await sql<(PowerSum & { is_exact: boolean })[]>`
    with site as materialized (
      select site_uuid, ${numberedNames(sql, by)},
        case when capacity_kw >= 0 and capacity_kw < 1e300 then capacity_kw end as capacity_kw
      from sites s where site_uuid = any(${siteUuids}::uuid[])),
    of_site as materialized (
      select site_uuid, date_bin(${step}, start_utc, timestamp '2000-01-01') as period,
        sum(generation_power_kw) as power_kw, count(*) as parts,
        bool_and(start_utc >= ${start}::timestamp and end_utc = start_utc + ${length}
          and date_bin(${length}, start_utc, timestamp '2000-01-01') = start_utc) as is_exact
      from generation
      where ${reaching(sql, siteUuids, query)}
      group by 1, 2)
    select period as start_utc, period + ${step} as end_utc, name,
      sum(power_kw / parts) filter (where counts) as power_kw,
      (count(*) filter (where counts))::int as sites,
      sum(capacity_kw) filter (where counts) as capacity_kw,
      sum(power_kw) * ${minutes / 60}::float8 as energy_kwh, bool_and(is_exact) as is_exact
    from (
      select *, parts >= ${KNOWN_SHARE * resolution / minutes - 1e-9}::float8 as counts
      from of_site offset 0) o join site using (site_uuid)
    group by period, name order by period, name`;
  if (sums.some(({ is_exact }) => !is_exact)) return undefined;
  return sums.map(({ is_exact: _, ...sum }) => sum);
}

/**
 * Adds up rows as they are stored; undefined unless all of them have one length, start at multiples
 * of it, and cover whole periods of the grid, and none from before reaches into the range. These
 * cannot overlap since a site has each period once. They are grouped before their periods are looked
 * at, since there are few groups.
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
      where ${reaching(sql, siteUuids, query)}
      group by start_utc, end_utc${ofName}),
    known as materialized (
      select ${allWhole(sql, query, sql`sums`)} and not exists (
        select 1 from sums, (
          select start_utc as first_utc, end_utc - start_utc as length from sums limit 1) f
        where start_utc < ${start}::timestamp or length <= interval '0' or end_utc <> start_utc + length
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

/** SQL: true of rows that reach into the range: they start in it, or at most a day before. */
const reaching = (sql: ScopedSql, siteUuids: string[], { start, end }: SumQuery) =>
  sql`site_uuid = any(${siteUuids}::uuid[])
    and start_utc >= ${start.subtract({ hours: 24 })}::timestamp
    and start_utc < ${end}::timestamp and end_utc > ${start}::timestamp
    and abs(generation_power_kw) < 1e300`;

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
