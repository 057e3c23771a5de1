import type { AdminSql } from "../../db/scope.ts";
import type { NamedSite, SomeSites } from "../../domain/sites/site.ts";

// What admins do to users, each with its rule in the database (db/schema/functions/users/). All
// of them throw not_found for nobody, and a conflict when no admin would be left.

/** Throws an error at `email` when another user has it, whatever its case. */
export async function rename(sql: AdminSql, userUuid: string, email: string): Promise<void> {
  await sql`select app.rename_user(${userUuid}::uuid, ${email})`;
}

/** Throws an error at `site_group_uuid` when there is no such group. */
export async function move(sql: AdminSql, userUuid: string, toGroup: string): Promise<void> {
  await sql`select app.move_user(${userUuid}::uuid, ${toGroup}::uuid)`;
}

/** Signs a user out everywhere; tokens go on. Answers how many sessions ended. */
export async function endSessions(sql: AdminSql, userUuid: string): Promise<number> {
  const [ended] = await sql<{ sessions: number }[]>`
    select app.end_sessions(${userUuid}::uuid) as sessions`;
  return ended!.sessions;
}

/** Ends sessions, tokens and links for good; the user can be restored, they cannot. */
export async function deactivate(sql: AdminSql, userUuid: string): Promise<void> {
  await sql`select app.deactivate_user(${userUuid}::uuid)`;
}

export async function restore(sql: AdminSql, userUuid: string): Promise<void> {
  await sql`select app.restore_user(${userUuid}::uuid)`;
}

/** What they did stays in the history of sites, with their e-mail. */
export async function remove(sql: AdminSql, userUuid: string): Promise<void> {
  await sql`select app.delete_user(${userUuid}::uuid)`;
}

/** The sites that one group has and another has not, at most `limit` of them by name. */
export async function sitesOfOneGroup(
  sql: AdminSql,
  { having, lacking, limit }: { having: string; lacking: string; limit: number },
): Promise<SomeSites> {
  const rows = await sql<(NamedSite & { count: number })[]>`
    select site_uuid, client_site_id, client_site_name, count(*) over ()::int as count
    from sites s
    where exists (select from site_group_sites l
        where l.site_uuid = s.site_uuid and l.site_group_uuid = ${having}::uuid)
      and not exists (select from site_group_sites l
        where l.site_uuid = s.site_uuid and l.site_group_uuid = ${lacking}::uuid)
    order by lower(client_site_name), client_site_id, site_uuid
    limit ${limit}`;
  return { count: rows[0]?.count ?? 0, sites: rows };
}

/** How many lines of the sites' history carry this user's name. */
export async function historyLines(sql: AdminSql, userUuid: string): Promise<number> {
  const [lines] = await sql<{ count: number }[]>`
    select count(*)::int as count from sites_history where changed_by = ${userUuid}::uuid`;
  return lines!.count;
}
