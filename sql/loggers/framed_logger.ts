import type { ScopedSql } from "../../db/scope.ts";
import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";

/** Returns what the pages of a logger show of it; undefined when the site of the caller's has no such one. */
export async function findFramed(
  sql: ScopedSql,
  siteUuid: string,
  loggerUuid: string,
): Promise<FramedLogger | undefined> {
  const [logger] = await sql<FramedLogger[]>`
    select l.logger_uuid, l.site_uuid, s.client_site_id, s.client_site_name, l.name, l.note, l.zone,
      l.interval_seconds, l.last_seen_utc, l.version, l.created_utc,
      (select count(*)::int from app.alarms a
        where a.logger_uuid = l.logger_uuid and a.cleared_utc is null
          and a.dismissed_utc is null) as open_alarms
    from app.loggers l join sites s using (site_uuid)
    where l.logger_uuid = ${loggerUuid} and l.site_uuid = ${siteUuid}`;
  return logger;
}
