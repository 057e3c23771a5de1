import type { ScopedSql } from "../../db/scope.ts";
import type { LoggerContents } from "../../domain/loggers/logger_contents.ts";
import { MOST_COUNTED } from "../../domain/plural.ts";

/**
 * Counts what there is of a logger of the caller's. Readings are counted variable by variable, so that
 * counting stops early and sorts none.
 */
export async function contentsOf(sql: ScopedSql, loggerUuid: string): Promise<LoggerContents> {
  const most = MOST_COUNTED + 1;
  const [contents] = await sql<LoggerContents[]>`
    select (select count(*)::int from (
          select from app.logger_variables v
          cross join lateral app.readings_between(v.logger_uuid, '-infinity', 'infinity',
            ${most}, of_variables => array[v.variable_id])
          where v.logger_uuid = l.logger_uuid limit ${most}) counted) as readings,
      (select count(*)::int from app.logger_variables v where v.logger_uuid = l.logger_uuid)
        as variables,
      (select count(*)::int from app.logger_sessions s where s.logger_uuid = l.logger_uuid)
        as sessions,
      (select count(*)::int from app.logger_messages m where m.logger_uuid = l.logger_uuid)
        as messages,
      (select count(*)::int from app.alarms a where a.logger_uuid = l.logger_uuid) as alarms,
      (select count(*)::int from app.alarm_rules r where r.logger_uuid = l.logger_uuid) as rules,
      (select count(*)::int from app.logger_keys k
        where k.logger_uuid = l.logger_uuid and k.revoked_utc is null) as keys
    from app.loggers l where l.logger_uuid = ${loggerUuid}`;
  return contents!;
}
