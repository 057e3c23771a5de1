import type { OwnerSql } from "../../db/client.ts";

/** Series whose days are kept in one transaction. */
const AT_ONCE = 20;
/** Runs that are removed in one transaction. */
const MOST_REMOVED = 5000;

/**
 * Keeps for good what models learn from of the days (UTC) that are over, where it is not kept yet; a
 * later call goes on after one that was stopped. Returns the number of days of series.
 */
export async function keepDays(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  const until = now.toZonedDateTimeISO("UTC").toPlainDate();
  const series = await sql<{ series_uuid: string }[]>`
    select distinct series_uuid from app.weather_runs
    where not is_kept and start_utc < ${until.toString()}::date order by 1`;
  const uuids = series.map((row) => row.series_uuid);
  let days = 0;
  for (let at = 0; at < uuids.length && !signal?.aborted; at += AT_ONCE) {
    const [row] = await sql<{ days: number }[]>`
      select app.keep_weather_days(${uuids.slice(at, at + AT_ONCE)}::uuid[],
        ${until.toString()}::date) as days`;
    days += row!.days;
  }
  return days;
}

/**
 * Removes runs that were issued before a day, if their days are kept, a few thousand at a time.
 * Returns how many.
 */
export async function removeRuns(sql: OwnerSql, before: Temporal.PlainDate): Promise<number> {
  const { count } = await sql`
    delete from app.weather_runs where weather_run_uuid = any(array(
      select weather_run_uuid from app.weather_runs
      where issued_utc < ${before.toString()}::date and is_kept limit ${MOST_REMOVED}::int))`;
  return count;
}

/** Counts runs that were issued before a day, and whose hours are over by now. */
export async function countRuns(sql: OwnerSql, before: Temporal.PlainDate): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from app.weather_runs
    where issued_utc < ${before.toString()}::date
      and end_utc <= date_trunc('day', now() at time zone 'utc')`;
  return row!.count;
}
