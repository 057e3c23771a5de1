import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { HistoryEntry } from "../../domain/sites/site_history.ts";

/**
 * Returns a page of the changes of a site, newest first, with the names that the caller's group may
 * see; for admins also after the site was deleted. A row more than `limit` means that there is a
 * next page.
 */
export async function list(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
  { limit = 50, offset = 0 } = {},
): Promise<HistoryEntry[]> {
  return await sql<HistoryEntry[]>`
    select * from app.history_of_site(${siteUuid}::uuid) limit ${limit + 1} offset ${offset}`;
}
