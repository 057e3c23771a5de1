import type { ScopedSql } from "../../db/scope.ts";

/** Some periods in a row for which loggers measured something that was not written. */
export interface ConflictRange {
  start_utc: string;
  end_utc: string;
  periods: number;
}

/** Returns the minutes of the periods that are counted at a site; undefined before one feeds it. */
export async function periodMinutes(sql: ScopedSql, siteUuid: string): Promise<number | undefined> {
  const [row] = await sql<{ minutes: number }[]>`
    select period_minutes as minutes from app.logger_sites where site_uuid = ${siteUuid}::uuid`;
  return row?.minutes;
}

/**
 * Sets the minutes of the periods that are counted at a site. Other ones than before count all that
 * may change again, as far as there are readings (app.on_period_change).
 */
export async function setPeriodMinutes(
  sql: ScopedSql,
  siteUuid: string,
  minutes: number,
): Promise<void> {
  await sql`
    insert into app.logger_sites (site_uuid, period_minutes) values (${siteUuid}::uuid, ${minutes})
    on conflict (site_uuid) do update set period_minutes = excluded.period_minutes`;
}

/**
 * Returns the times for which loggers of a site measured generation that was not written, since a
 * measurement that came another way is stored: the newest ranges.
 */
export async function conflictRanges(
  sql: ScopedSql,
  siteUuid: string,
  most: number,
): Promise<ConflictRange[]> {
  return await sql<ConflictRange[]>`
    select min(start_utc) as start_utc, max(end_utc) as end_utc, count(*)::int as periods
    from (
      select *, count(*) filter (where is_apart) over (order by start_utc) as island
      from (
        select start_utc, end_utc,
          start_utc > lag(end_utc) over (order by start_utc) as is_apart
        from app.logger_conflicts where site_uuid = ${siteUuid}::uuid) c) c
    group by island order by 1 desc limit ${most}`;
}
