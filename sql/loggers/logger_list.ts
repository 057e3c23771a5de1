import type { ScopedSql } from "../../db/scope.ts";
import type {
  ListedLogger,
  LoggerListState,
  LoggerSort,
} from "../../domain/loggers/logger_list.ts";
import { silentSeconds } from "./silent_loggers.ts";
import { framedColumns } from "./framed_logger.ts";

/** Which loggers a page of a list shows; one row more says that there is a next page. */
export interface LoggerListPage extends Pick<LoggerListState, "query" | "sort" | "isDescending"> {
  limit: number;
  offset: number;
  now: Temporal.Instant;
}

/** Returns a page of the loggers of the caller's sites, or of one of these sites. */
export async function listed(
  sql: ScopedSql,
  { query, sort, isDescending, limit, offset, now }: LoggerListPage,
  siteUuid?: string,
): Promise<ListedLogger[]> {
  return await sql<ListedLogger[]>`
    select ${framedColumns(sql)}, (select count(*)::int from app.logger_variables v
        where v.logger_uuid = l.logger_uuid) as variables
    from app.loggers l join sites s using (site_uuid)
    where (${siteUuid ?? null}::uuid is null or l.site_uuid = ${siteUuid ?? null}::uuid)
      and (${query} = '' or strpos(lower(l.name), lower(${query})) > 0
        or strpos(lower(s.client_site_name), lower(${query})) > 0
        or s.client_site_id::text = ${query} or l.logger_uuid::text = lower(${query}))
    order by ${sortKey(sql, sort, now)} ${isDescending ? sql`desc` : sql``} nulls last,
      lower(l.name) collate app.natural_order, l.logger_uuid
    limit ${limit + 1} offset ${offset}`;
}

/** SQL: what a list is sorted by. */
function sortKey(sql: ScopedSql, sort: LoggerSort, now: Temporal.Instant) {
  switch (sort) {
    case "name":
      return sql`lower(l.name) collate app.natural_order`;
    case "site":
      return sql`lower(s.client_site_name) collate app.natural_order`;
    case "seen":
      return sql`l.last_seen_utc`;
    case "state":
      return sql`case when ${silentSeconds(sql, now)} > 0 then 0 when l.last_seen_utc is null then 1
        else 2 end`;
    case "variables":
      return sql`variables`;
    case "alarms":
      return sql`open_alarms`;
  }
}
