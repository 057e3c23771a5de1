import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { HistoryEntry } from "../../domain/sites/site_history.ts";

/**
 * What happened to a site, newest first, as far as the caller's group may know; for admins also after
 * the site is gone. One entry more than `limit`: there is a next page.
 */
export async function list(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
  { limit = 50, offset = 0 } = {},
): Promise<HistoryEntry[]> {
  return await sql<HistoryEntry[]>`
    select * from app.history_of_site(${siteUuid}::uuid) limit ${limit + 1} offset ${offset}`;
}
