import type { ScopedSql } from "../../db/scope.ts";
import type { FeedingVariable } from "../../domain/loggers/live_power.ts";

/** What a site's page shows of its loggers. */
export interface SiteLive {
  /** Variables that are power and feed generation. */
  variables: FeedingVariable[];
  alarms: OpenAlarm[];
}

export interface OpenAlarm {
  logger_uuid: string;
  logger_name: string;
  severity: number;
  description: string;
  raised_utc: string;
}

/** Most alarms that are read for a site's page. */
const MOST_ALARMS = 20;

/** Reads the newest power of a site's loggers, and their open alarms, the gravest and newest first. */
export async function ofSite(sql: ScopedSql, siteUuid: string): Promise<SiteLive> {
  const [variables, alarms] = await Promise.all([
    sql<FeedingVariable[]>`
      select l.logger_uuid, l.interval_seconds, v.feed_unit, v.last_value, v.last_utc
      from app.loggers l join app.logger_variables v using (logger_uuid)
      where l.site_uuid = ${siteUuid} and v.feeds = 'generation' and v.measures = 'power'`,
    sql<OpenAlarm[]>`
      select l.logger_uuid, l.name as logger_name, a.severity, a.description, a.raised_utc
      from app.loggers l join app.alarms a using (logger_uuid)
      where l.site_uuid = ${siteUuid} and a.cleared_utc is null and a.dismissed_utc is null
      order by a.severity desc, a.raised_utc desc limit ${MOST_ALARMS}`,
  ]);
  return { variables, alarms };
}
