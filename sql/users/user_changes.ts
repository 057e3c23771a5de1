import type { AdminSql } from "../../db/scope.ts";
import type { NamedSite, SomeSites } from "../../domain/sites/site.ts";

// Changes of users by admins. Their rules are functions of the database (db/schema/functions/users/).
// Each throws not_found without such a user, and conflict when no active admin would be left.

/** Returns the version of a user, which no other transaction then changes; undefined without one. */
export async function lock(sql: AdminSql, userUuid: string): Promise<number | undefined> {
  const [row] = await sql<[{ version: number | null }]>`
    select app.lock_user(${userUuid}::uuid) as version`;
  return row.version ?? undefined;
}

/** Changes the e-mail address. Throws invalid at `email` when another user has it in any case. */
export async function rename(sql: AdminSql, userUuid: string, email: string): Promise<void> {
  await sql`select app.rename_user(${userUuid}::uuid, ${email})`;
}

/** Moves a user to another group. Throws invalid at `site_group_uuid` without such a group. */
export async function move(sql: AdminSql, userUuid: string, toGroup: string): Promise<void> {
  await sql`select app.move_user(${userUuid}::uuid, ${toGroup}::uuid)`;
}

/** Ends all sessions of a user; tokens stay valid. Returns how many sessions ended. */
export async function endSessions(sql: AdminSql, userUuid: string): Promise<number> {
  const [ended] = await sql<{ sessions: number }[]>`
    select app.end_sessions(${userUuid}::uuid) as sessions`;
  return ended!.sessions;
}

/**
 * Deactivates a user. Deletes sessions and links and revokes tokens: `restore` brings none back.
 */
export async function deactivate(sql: AdminSql, userUuid: string): Promise<void> {
  await sql`select app.deactivate_user(${userUuid}::uuid)`;
}

/** Lets a deactivated user sign in again. */
export async function restore(sql: AdminSql, userUuid: string): Promise<void> {
  await sql`select app.restore_user(${userUuid}::uuid)`;
}

/** Deletes a user. Their changes stay in the history of sites, with the e-mail address. */
export async function remove(sql: AdminSql, userUuid: string): Promise<void> {
  await sql`select app.delete_user(${userUuid}::uuid)`;
}

/** Counts the sites that one group has and another lacks, and returns the first `limit` by name. */
export async function sitesOfOneGroup(
  sql: AdminSql,
  { having, lacking, limit }: { having: string; lacking: string; limit: number },
): Promise<SomeSites> {
  const rows = await sql<(NamedSite & { count: number })[]>`
    select site_uuid, client_site_id, client_site_name, count(*) over ()::int as count
    from sites s
    where exists (select 1 from site_group_sites l
        where l.site_uuid = s.site_uuid and l.site_group_uuid = ${having}::uuid)
      and not exists (select 1 from site_group_sites l
        where l.site_uuid = s.site_uuid and l.site_group_uuid = ${lacking}::uuid)
    order by lower(client_site_name), client_site_id, site_uuid
    limit ${limit}`;
  return { count: rows[0]?.count ?? 0, sites: rows };
}

/** Counts the entries in the history of sites that name this user. */
export async function historyLines(sql: AdminSql, userUuid: string): Promise<number> {
  const [lines] = await sql<{ count: number }[]>`
    select count(*)::int as count from sites_history where changed_by = ${userUuid}::uuid`;
  return lines!.count;
}
