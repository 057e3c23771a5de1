import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { SilentCount, SilentLogger } from "../../domain/loggers/silent_logger.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";
import { gapSeconds } from "./gap.ts";

/** SQL: for how many seconds a logger `l` is silent beyond a gap; null when it never sent. */
export const silentSeconds = (sql: Fragments, now: Temporal.Instant): Fragment =>
  sql`(extract(epoch from ${now}::timestamp - l.last_seen_utc)
    - ${gapSeconds(sql, sql`l.interval_seconds`)})`;

/** Returns the silent loggers of the caller's active sites, the longest silent first. */
export async function silentLoggers(
  sql: ScopedSql | AdminSql,
  now: Temporal.Instant,
  limit: number,
): Promise<SilentLogger[]> {
  return await sql<SilentLogger[]>`
    select l.logger_uuid, l.name, l.interval_seconds, l.last_seen_utc, l.site_uuid,
      s.client_site_id, s.client_site_name
    from app.loggers l join sites s using (site_uuid)
    where s.active is not false and ${silentSeconds(sql, now)} > 0
    order by l.last_seen_utc, l.logger_uuid limit ${limit}`;
}

/** Counts the loggers of the caller's active sites that have sent, and the silent ones among them. */
export async function countSilent(
  sql: ScopedSql | AdminSql,
  now: Temporal.Instant,
): Promise<SilentCount> {
  const [counted] = await sql<SilentCount[]>`
    select count(*)::int as sent,
      (count(*) filter (where ${silentSeconds(sql, now)} > 0))::int as silent
    from app.loggers l join sites s using (site_uuid)
    where s.active is not false and l.last_seen_utc is not null`;
  return counted!;
}
