import type postgres from "postgres";
import type { OwnerSql } from "../../db/client.ts";
import type { AccuracyPeriod } from "../../domain/accuracy/accuracy.ts";
import type { DueDay } from "../../domain/accuracy/accuracy_day.ts";

/**
 * All sites and days of the period that have forecast values, and those that were counted once; newest
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
 * Those days of the period that have values and measurements and have not been counted, or not since
 * more of them came or some were replaced; newest day first. That is known from how many there are and
 * when the newest was written (created_utc): what is taken away, and a value that is changed in place
 * without a new created_utc, goes unnoticed.
 */
export async function missing(sql: OwnerSql, { from, to }: AccuracyPeriod): Promise<DueDay[]> {
  return await sql<DueDay[]>`
    select s.site_uuid, s.asset_type, s.latitude, s.longitude, d.day
    from app.target_days d join sites s using (site_uuid)
    left join app.accuracy_counted c on c.site_uuid = d.site_uuid and c.day = d.day
    cross join ${written(sql)}
    where d.day between ${from.toString()}::date and ${to.toString()}::date
      and g.count > 0 and (c.day is null
        or g.count > c.generation_count or r.count > c.run_count
        or g.newest_utc > coalesce(c.generation_newest_utc, '-infinity')
        or r.newest_utc > coalesce(c.run_newest_utc, '-infinity'))
    order by d.day desc, s.site_uuid`;
}

/**
 * `g` and `r` of a day `d` of a site: how many measurements start on it, and how many runs may have
 * values of it, with the time at which the newest was written.
 */
export const written = (sql: postgres.ISql) =>
  sql`
    lateral (
      select count(*)::int as count, max(created_utc) as newest_utc from generation
      where site_uuid = d.site_uuid and start_utc >= d.day and start_utc < d.day + 1) g
    cross join lateral (
      select count(*)::int as count, max(created_utc) as newest_utc from forecasts
      where site_uuid = d.site_uuid and timestamp_utc < d.day + 1
        and timestamp_utc >= (select t.oldest_run_utc from app.target_days t
          where t.site_uuid = d.site_uuid and t.day = d.day)) r`;

/** Forgets what there was when days before this one were counted. */
export async function forgetBefore(sql: OwnerSql, before: Temporal.PlainDate): Promise<void> {
  await sql`delete from app.accuracy_counted where day < ${before.toString()}::date`;
}
