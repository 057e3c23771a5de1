import type { ScopedSql } from "../../db/scope.ts";
import type { Logger } from "../../domain/loggers/logger.ts";

/**
 * Returns loggers of the caller's sites, or of one of them, in the order of their UUIDs, after the
 * logger `after`. A row more than `limit` means that there is a next page.
 */
export async function loggersAfter(
  sql: ScopedSql,
  { siteUuid, after, limit }: { siteUuid?: string; after?: string; limit: number },
): Promise<Logger[]> {
  return await sql<Logger[]>`
    select logger_uuid, site_uuid, name, note, interval_seconds, zone, last_seen_utc, version,
      created_utc
    from app.loggers
    where ${siteUuid === undefined ? sql`true` : sql`site_uuid = ${siteUuid}::uuid`}
      and ${after === undefined ? sql`true` : sql`logger_uuid > ${after}::uuid`}
    order by logger_uuid limit ${limit + 1}`;
}
