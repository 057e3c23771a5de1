import type { ScopedSql } from "../../db/scope.ts";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";

/** SQL: the columns of a FramedLogger, from `app.loggers` l and `sites` s. */
export const framedColumns = (sql: ScopedSql) =>
  sql`l.logger_uuid, l.site_uuid, s.client_site_id, s.client_site_name, l.name, l.note, l.zone,
    l.interval_seconds, l.last_seen_utc, l.version, l.created_utc,
    ${openAlarms(sql)} as open_alarms`;

/** SQL: how many alarms of `app.loggers` l neither ended nor were dismissed. */
export const openAlarms = (sql: ScopedSql) =>
  sql`(select count(*)::int from app.alarms a
    where a.logger_uuid = l.logger_uuid and a.cleared_utc is null and a.dismissed_utc is null)`;

/**
 * Returns what the pages of a logger show of it; undefined when that site of the caller's has no such
 * logger.
 */
export async function findFramed(
  sql: ScopedSql,
  siteUuid: string,
  loggerUuid: string,
): Promise<FramedLogger | undefined> {
  const [logger] = await sql<FramedLogger[]>`
    select ${framedColumns(sql)} from app.loggers l join sites s using (site_uuid)
    where l.logger_uuid = ${loggerUuid} and l.site_uuid = ${siteUuid}`;
  return logger;
}
