import type postgres from "postgres";
import type { OwnerSql } from "../../db/client.ts";
import type { AccuracyPeriod } from "../../domain/accuracy/accuracy.ts";
import type { DueDay } from "../../domain/accuracy/accuracy_day.ts";

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
 * Returns the days of the period that have forecast values and measurements, and were not counted
 * since the last of these was written; newest day first. Compares the number of rows and the newest
 * `created_utc` with those stored by the last count: deletions, and updates that keep
 * `created_utc`, go unnoticed.
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
 * SQL, as tables `g` and `r` for a row `d` (site_uuid, day): how many measurements start on the
 * day, how many runs may have values for it, and when the newest of each was written.
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

/** Deletes what the counts of days before this one were compared with. */
export async function forgetBefore(sql: OwnerSql, before: Temporal.PlainDate): Promise<void> {
  await sql`delete from app.accuracy_counted where day < ${before.toString()}::date`;
}
