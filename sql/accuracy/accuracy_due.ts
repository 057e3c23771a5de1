import type postgres from "postgres";
import type { OwnerSql } from "../../db/client.ts";
import type { AccuracyPeriod } from "../../domain/accuracy/accuracy.ts";
import type { AccuracyDay, DueDay } from "../../domain/accuracy/accuracy_day.ts";

/**
 * Returns all sites and days of the period that have forecast values or were counted before, newest
 * day first.
 */
export async function all(sql: OwnerSql, { from, to }: AccuracyPeriod): Promise<DueDay[]> {
  return await sql<DueDay[]>`
    select s.site_uuid, s.asset_type, s.latitude, s.longitude, d.day
    from sites s cross join lateral (
      select day from app.target_days
      where site_uuid = s.site_uuid and day between ${from.toString()}::date and ${to.toString()}::date
      union
      select day from app.accuracy_days
      where site_uuid = s.site_uuid and not daylight
        and day between ${from.toString()}::date and ${to.toString()}::date) d
    order by d.day desc, s.site_uuid`;
}

/**
 * Returns those days of the period that have values and measurements and have not been counted, or
 * of which measurements changed (app.changed_ranges; those of the day before may reach into it) or
 * more runs came since; newest day first. That
 * there are more is known from how many there are and when the newest was written (created_utc).
 */
export async function missing(sql: OwnerSql, { from, to }: AccuracyPeriod): Promise<DueDay[]> {
  const first = sql`${from.toString()}::date`;
  const last = sql`${to.toString()}::date`;
  return await sql<DueDay[]>`
    with d as materialized (
      select site_uuid, day, oldest_run_utc from app.target_days
      where day between ${first} and ${last}),
    g as materialized (
      select site_uuid, start_utc::date as day, count(*)::int as count,
        max(created_utc) as newest_utc
      from generation
      where site_uuid = any(array(select distinct site_uuid from d))
        and start_utc >= ${first} and start_utc < ${last} + 1
      group by 1, 2),
    r as materialized (
      select d.site_uuid, d.day, count(*)::int as count, max(f.created_utc) as newest_utc
      from d join forecasts f on f.site_uuid = d.site_uuid
        and f.timestamp_utc >= d.oldest_run_utc and f.timestamp_utc < d.day + 1
      group by 1, 2)
    select s.site_uuid, s.asset_type, s.latitude, s.longitude, d.day
    from d join sites s using (site_uuid) join g using (site_uuid, day)
    left join r using (site_uuid, day)
    left join app.accuracy_counted c using (site_uuid, day)
    left join app.changed_ranges w on w.follower = 'accuracy' and w.site_uuid = d.site_uuid
      and w.first_utc < d.day + 1 and w.last_utc >= d.day - interval '1 day'
    where c.day is null or w.site_uuid is not null
      or g.count > c.generation_count or r.count > c.run_count
      or g.newest_utc > coalesce(c.generation_newest_utc, '-infinity')
      or r.newest_utc > coalesce(c.run_newest_utc, '-infinity')
    order by d.day desc, s.site_uuid`;
}

/** Rows there are, and when the newest was written. */
interface Written {
  count: number;
  newest_utc: string | null;
}

/** Returns what there is of measurements that start on a day of a site. */
export async function measuredOn(
  sql: postgres.ISql,
  { site_uuid, day }: Pick<AccuracyDay, "site_uuid" | "day">,
): Promise<Written> {
  const [row] = await sql<Written[]>`
    select count(*)::int as count, max(created_utc) as newest_utc from generation
    where site_uuid = ${site_uuid}::uuid and start_utc >= ${day.toString()}::date
      and start_utc < ${day.toString()}::date + 1`;
  return row!;
}

/** Returns what there is of runs that may have values on a day of a site. */
export async function forecastOn(
  sql: postgres.ISql,
  { site_uuid, day }: Pick<AccuracyDay, "site_uuid" | "day">,
): Promise<Written> {
  const [row] = await sql<Written[]>`
    select count(*)::int as count, max(created_utc) as newest_utc from forecasts
    where site_uuid = ${site_uuid}::uuid and timestamp_utc < ${day.toString()}::date + 1
      and timestamp_utc >= (select oldest_run_utc from app.target_days
        where site_uuid = ${site_uuid}::uuid and day = ${day.toString()}::date)`;
  return row!;
}

/** Deletes what the counts of days before this one were compared with. */
export async function forgetBefore(sql: OwnerSql, before: Temporal.PlainDate): Promise<void> {
  await sql`delete from app.accuracy_counted where day < ${before.toString()}::date`;
}
