import type { ScopedSql } from "../../db/scope.ts";
import { openAlarms } from "./framed_logger.ts";
import { NEWEST_POINTS } from "../../domain/loggers/live_series.ts";
import type { LiveVariable, VariablePoints } from "../../domain/loggers/live_variable.ts";
import { variableUnit } from "../../domain/loggers/variable_label.ts";
import type { LiveOrder } from "../../domain/loggers/live_order.ts";

/** What tells whether a live page has news. */
export interface LiveState {
  logger_uuid: string;
  site_uuid: string;
  /** Increases with each request that stores something. */
  revision: string;
  interval_seconds: number;
  zone: string;
  last_seen_utc: string | null;
  open_alarms: number;
}

/** Returns the state of a logger; undefined when the site of the caller's has no such one. */
export async function findState(
  sql: ScopedSql,
  siteUuid: string,
  loggerUuid: string,
): Promise<LiveState | undefined> {
  const [found] = await sql<LiveState[]>`
    select l.logger_uuid, l.site_uuid, l.revision::text, l.interval_seconds, l.zone,
      l.last_seen_utc, ${openAlarms(sql)} as open_alarms
    from app.loggers l
    where l.logger_uuid = ${loggerUuid} and l.site_uuid = ${siteUuid}`;
  return found;
}

interface Listed {
  /** Part of a name or label; empty for all. */
  query: string;
  order: LiveOrder;
  /** Ids of variables that come first. */
  pinned: readonly string[];
  limit: number;
  offset: number;
}

/**
 * Lists `limit` variables of a logger and one more, with their newest values that are not hidden: those
 * that are pinned first, then those that feed the site.
 */
export async function listVariables(
  sql: ScopedSql,
  loggerUuid: string,
  { query, order, pinned, limit, offset }: Listed,
): Promise<LiveVariable[]> {
  const found = await sql<LiveVariable[]>`
    select v.variable_id::text, v.name, v.label, coalesce(v.unit, v.feed_unit) as unit, v.feeds,
      case when v.last_utc >= coalesce(l.live_from_utc, '-infinity') then v.last_utc end as last_utc,
      v.last_value
    from app.logger_variables v join app.loggers l using (logger_uuid)
    where v.logger_uuid = ${loggerUuid}
      and position(lower(${query}) in lower(v.name || ' ' || coalesce(v.label, ''))) > 0
    order by v.variable_id::text = any(${pinned as string[]}::text[]) desc,
      case when ${order} = 'newest' then v.last_utc end desc nulls last,
      ${byLabel(sql)}
    limit ${limit + 1} offset ${offset}`;
  return found.map((variable) => ({ ...variable, unit: variableUnit(variable) }));
}

/** SQL: the order of variables `v` on pages: those that feed the site first, then by their labels. */
export const byLabel = (sql: ScopedSql) =>
  sql`v.feeds = 'nothing',
    lower(coalesce(v.label, nullif(split_part(v.name, ',entity_id=', 2), ''), v.name)), v.name`;

/** Returns the newest points of each of these variables, which all are of the logger. */
export async function newestPoints(
  sql: ScopedSql,
  loggerUuid: string,
  variables: readonly Pick<LiveVariable, "variable_id">[],
): Promise<VariablePoints[]> {
  const ids = variables.map(({ variable_id }) => variable_id);
  return await sql<VariablePoints[]>`
    select variable_id::text, ${pointsOf(sql)}
    from app.newest_readings(${loggerUuid}, at_most => ${NEWEST_POINTS},
      of_variables => ${ids}::text[]::bigint[])
    group by variable_id`;
}

/** SQL: the times (microseconds since 1970) and values of readings by time, each as one JSON. */
export const pointsOf = (sql: ScopedSql) =>
  sql`json_agg(round(date_part('epoch', time_utc) * 1e6)::bigint order by time_utc) as times,
    json_agg(value order by time_utc) as "values"`;
