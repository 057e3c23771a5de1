import type { OwnerSql } from "../../db/client.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { HOUR } from "../../domain/time/time.ts";
import type { ChangedRange } from "./changes.ts";
import { generationTouching } from "./finite.ts";

/** A longer period tells no hour, as in measured_hours.ts. */
const LONGEST = "1 hour";
/** Seconds of an hour that must be measured. */
const LEAST_SECONDS = 2700;
/** Powers beyond do not fit into a real. */
const LIMIT_KW = 1e30;

/** Days of a site of which measurements have changed; no days where there is nothing to count. */
export interface ChangedDays extends ChangedRange {
  /** First and last UTC day, `2026-11-21`. */
  first: string | null;
  last: string | null;
}

/** Returns which days of these sites must be counted again, as far as they hold anything. */
export async function changedDays(sql: OwnerSql, siteUuids: string[]): Promise<ChangedDays[]> {
  return await sql<ChangedDays[]>`
    select c.site_uuid, c.changes::text,
      case when known.first is not null
        then (greatest(c.first_utc, known.first) - ${LONGEST}::interval)::date::text end as first,
      case when known.first is not null
        then (least(c.last_utc, known.last) + ${LONGEST}::interval)::date::text end as last
    from app.changed_ranges c
    cross join lateral (
      select least(
          (select g.start_utc from generation g where g.site_uuid = c.site_uuid
            and g.start_utc > '-infinity' order by g.start_utc limit 1),
          (select min(d.day)::timestamp from app.generation_days d
            where d.site_uuid = c.site_uuid)) as first,
        greatest(
          (select g.start_utc from generation g where g.site_uuid = c.site_uuid
            and g.start_utc < 'infinity' order by g.start_utc desc limit 1),
          (select max(d.day)::timestamp from app.generation_days d
            where d.site_uuid = c.site_uuid)) as last) known
    where c.follower = 'hours' and c.site_uuid = any(${siteUuids}::uuid[])
    order by c.site_uuid`;
}

/** Counts the hours of these sites on the UTC days in [first, end) again. */
export async function count(
  sql: OwnerSql,
  siteUuids: string[],
  first: Temporal.PlainDate,
  end: Temporal.PlainDate,
): Promise<void> {
  const at = (day: Temporal.PlainDate) => day.toZonedDateTime("UTC").toInstant();
  await sql`
    with part as materialized (
      select p.site_uuid, h.hour, p.generation_power_kw as kw, extract(epoch from
        least(p.end_utc, h.hour + interval '1 hour') - greatest(p.start_utc, h.hour)) as seconds
      from ${generationTouching(sql, siteUuids, at(first), at(end))} p
      cross join lateral unnest(array[date_trunc('hour', p.start_utc),
        date_trunc('hour', p.start_utc) + interval '1 hour']) h (hour)
      where p.end_utc - p.start_utc <= ${LONGEST}::interval and not p.is_cut
        and abs(p.generation_power_kw) < ${LIMIT_KW} and p.end_utc > h.hour
        and h.hour >= ${at(first)}::timestamp and h.hour < ${at(end)}::timestamp),
    hour as materialized (
      select site_uuid, hour::date as day, extract(hour from hour)::int as place,
        sum(kw * seconds::float8) / sum(seconds)::float8 as kw
      from part group by site_uuid, hour having sum(seconds) >= ${LEAST_SECONDS}),
    counted as materialized (
      select d.site_uuid, d.day, array_agg(case when abs(h.kw) < 1e-30 then 0 else h.kw end::real
        order by place) as mean_kw
      from (select distinct site_uuid, day from hour) d cross join generate_series(0, 23) place
      left join hour h using (site_uuid, day, place)
      group by d.site_uuid, d.day),
    gone as (
      delete from app.generation_days g
      where g.site_uuid = any(${siteUuids}::uuid[]) and g.day >= ${`${first}`}::date
        and g.day < ${`${end}`}::date
        and not exists (select 1 from counted c where c.site_uuid = g.site_uuid and c.day = g.day))
    insert into app.generation_days as g (site_uuid, day, mean_kw)
    select c.site_uuid, c.day, c.mean_kw from counted c join sites using (site_uuid)
    order by 1, 2
    on conflict (site_uuid, day) do update set mean_kw = excluded.mean_kw
      where g.mean_kw is distinct from excluded.mean_kw`;
}

/** Returns the measured hours of these sites from a UTC day on, by site and in order of time. */
export async function hours(
  sql: OwnerSql,
  siteUuids: string[],
  first: Temporal.PlainDate | undefined,
): Promise<Map<string, PowerPeriod[]>> {
  const rows = await sql<{ site_uuid: string; days: [number, (number | null)[]][] }[]>`
    select site_uuid, json_agg(json_build_array(extract(epoch from day) * 1000, mean_kw)
      order by day) as days
    from app.generation_days
    where site_uuid = any(${siteUuids}::uuid[]) and day >= ${`${first ?? "-infinity"}`}::date
    group by site_uuid`;
  return new Map(rows.map(({ site_uuid, days }) => [site_uuid, days.flatMap(periodsOf)]));
}

function periodsOf([dayMs, powers]: [number, (number | null)[]]): PowerPeriod[] {
  return powers.flatMap((powerKw, hour) => {
    const startMs = dayMs + hour * HOUR;
    return powerKw === null ? [] : [{ startMs, endMs: startMs + HOUR, powerKw }];
  });
}

/** Returns how many days with measured hours these sites have; those without have no entry. */
export async function dayCounts(sql: OwnerSql, siteUuids: string[]): Promise<Map<string, number>> {
  const rows = await sql<{ site_uuid: string; days: number }[]>`
    select site_uuid, count(*)::int as days from app.generation_days
    where site_uuid = any(${siteUuids}::uuid[]) group by site_uuid`;
  return new Map(rows.map(({ site_uuid, days }) => [site_uuid, days]));
}
