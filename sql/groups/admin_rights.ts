import type { AdminSql } from "../../db/scope.ts";

/**
 * Makes a group an admin group, which has every site now and later, or an ordinary group, which
 * keeps the sites it has. Throws SC409 when no active admin would be left, P0002 without such a
 * group.
 */
export async function mark(sql: AdminSql, groupUuid: string, asAdmin: boolean): Promise<void> {
  await sql`select app.mark_group(${groupUuid}, ${asAdmin})`;
}

/** Counts the active users of other admin groups. */
export async function otherAdmins(sql: AdminSql, groupUuid: string): Promise<number> {
  const [row] = await sql<{ others: number }[]>`
    select count(*)::int as others from users join site_groups using (site_group_uuid)
    where is_admin and deactivated_utc is null and site_group_uuid <> ${groupUuid}`;
  return row!.others;
}
