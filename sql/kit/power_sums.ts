import type { ScopedSql } from "../../db/scope.ts";
import type { PowerSum, SumQuery } from "../../domain/power_sum.ts";
import type { Fragment } from "./queries.ts";
import { sumName } from "./sum_name.ts";

/** A site has a value in a grid period of which at least this share is known. */
const KNOWN_SHARE = 2 / 3;

/**
 * Adds up power over sites on a grid of periods of `resolution` minutes, counted from midnight
 * (UTC), by period and name. `pieces` is a table in SQL with site_uuid, start_utc, end_utc and
 * power_kw: those that overlap with [start, end), which are at multiples of the resolution. The
 * pieces of a site do not overlap.
 *
 * Longer pieces are spread evenly, shorter ones averaged. Sites that know at least two thirds of a
 * period are in its power, number and capacity; all that is known is in its energy.
 *
 * Pieces that cover whole grid periods are grouped over all sites before they are spread, and those
 * within one period are not spread: most rows take no other step than a plain sum.
 */
export async function powerSums(
  sql: ScopedSql,
  pieces: Fragment,
  { start, end, by, resolution }: SumQuery,
): Promise<PowerSum[]> {
  const step = sql`${`${resolution} minutes`}::interval`;
  const hours = resolution / 60;
  return await sql<PowerSum[]>`
    with known as (
      select p.*, ${sumName(sql, by)} as name,
        case when s.capacity_kw >= 0 and s.capacity_kw < 1e300 then s.capacity_kw end
          as capacity_kw,
        date_bin(${step}, start_utc, timestamp '2000-01-01') as first_utc,
        date_bin(${step}, end_utc - interval '1 microsecond', timestamp '2000-01-01') + ${step}
          as last_utc
      from ${pieces} p join sites s on s.site_uuid = p.site_uuid
      where abs(power_kw) < 1e300),
    stated as (
      select *, first_utc = start_utc and last_utc = end_utc as is_whole,
        last_utc = first_utc + ${step} as is_single
      from known),
    grouped as materialized (
      select case when is_single then first_utc else start_utc end as start_utc,
        case when is_single then last_utc else end_utc end as end_utc, name, is_whole,
        case when not is_whole then site_uuid end as site_uuid, count(*) as sites,
        case when is_whole then sum(capacity_kw) else max(capacity_kw) end as capacity_kw,
        case when is_whole then sum(power_kw) * ${hours}::float8
          else sum(power_kw * date_part('epoch', end_utc - start_utc)) / 3600 end as energy_kwh,
        case when not is_whole then sum(date_part('epoch', end_utc - start_utc)) / 3600 end as hours
      from stated group by 1, 2, 3, 4, 5),
    spread as (
      select start_utc, name, is_whole, site_uuid, sites, capacity_kw, energy_kwh, hours
      from grouped where end_utc <= start_utc + ${step}
        and start_utc = date_bin(${step}, start_utc, timestamp '2000-01-01')
      union all
      select cell, name, is_whole, site_uuid, sites, capacity_kw,
        case when is_whole then energy_kwh else energy_kwh * part / hours end,
        case when not is_whole then part end
      from grouped cross join lateral (
        select cell, date_part('epoch', least(end_utc, cell + ${step})
          - greatest(start_utc, cell)) / 3600 as part
        from generate_series(date_bin(${step}, start_utc, timestamp '2000-01-01'),
          end_utc - interval '1 microsecond', ${step}) cell) c
      where end_utc > start_utc + ${step}
        or start_utc <> date_bin(${step}, start_utc, timestamp '2000-01-01')),
    of_site as (
      select start_utc, name, is_whole, site_uuid,
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
    from judged group by 1, 3 order by 1, 3`;
}
