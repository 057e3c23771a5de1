import type { Member } from "../../domain/groups/member.ts";
import type { AdminSql } from "../../db/scope.ts";

/**
 * Returns a page of the group's users by e-mail address. A row more than `limit` means that there
 * is a next page.
 */
export async function list(
  sql: AdminSql,
  groupUuid: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<Member[]> {
  return await sql<Member[]>`
    select user_uuid, email, last_seen_utc, deactivated_utc from users
    where site_group_uuid = ${groupUuid}
    order by lower(email), user_uuid limit ${limit + 1} offset ${offset}`;
}
