import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { Member } from "../../domain/groups/member.ts";
import type { User, UserRow } from "../../domain/users/user.ts";
import { countUpTo } from "../kit/page.ts";

/** Every user with its group, by e-mail. */
export async function list(sql: OwnerSql): Promise<UserRow[]> {
  return await sql<UserRow[]>`
    select user_uuid, email, site_group_name, is_admin, c.user_uuid is not null as has_password
    from users u join site_groups using (site_group_uuid)
    left join app.credentials c using (user_uuid)
    order by email, user_uuid`;
}

/** Returns true when at least one active user is in an admin group. */
export async function hasAdmin(sql: OwnerSql): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`
    select exists (select from users join site_groups using (site_group_uuid)
      where is_admin and deactivated_utc is null) as found`;
  return row!.found;
}

/** UUID of the user with this e-mail, ignoring case. */
export async function find(sql: OwnerSql | AdminSql, email: string): Promise<string | undefined> {
  const [user] = await sql<{ user_uuid: string }[]>`
    select user_uuid from users where lower(email) = lower(${email})
    order by email = ${email} desc, email limit 1`;
  return user?.user_uuid;
}

/** Makes a user and answers the UUID; nothing when the e-mail is taken, whatever its case. */
export async function make(
  sql: OwnerSql | AdminSql,
  email: string,
  siteGroupUuid: string,
): Promise<string | undefined> {
  const [made] = await sql<{ user_uuid: string | null }[]>`
    select app.make_user(${email}, ${siteGroupUuid}::uuid) as user_uuid`;
  return made?.user_uuid ?? undefined;
}

/** The active users of the caller's own group, by e-mail. */
export async function members(
  sql: ScopedSql,
  siteGroupUuid: string,
): Promise<Pick<Member, "user_uuid" | "email">[]> {
  return await sql<Pick<Member, "user_uuid" | "email">[]>`
    select user_uuid, email from users
    where site_group_uuid = ${siteGroupUuid}::uuid and deactivated_utc is null
    order by lower(email), user_uuid`;
}

interface Wanted {
  /** Part of an e-mail, of a group's name or of a UUID; empty: all. */
  search: string;
  limit: number;
}

/** A page of all users by e-mail, those without one last; one row more than `limit` when more follow. */
export async function search(
  sql: AdminSql,
  { search, limit, offset }: Wanted & { offset: number },
): Promise<User[]> {
  return await withFacts(
    sql,
    sql`where ${matches(sql, search)} order by lower(email), user_uuid
      limit ${limit + 1} offset ${offset}`,
    sql`lower(email), user_uuid`,
  );
}

/** How many users a search finds. */
export async function count(sql: AdminSql, search: string): Promise<number> {
  return await countUpTo(
    sql,
    sql`select from users join site_groups using (site_group_uuid) where ${matches(sql, search)}`,
  );
}

/** All users after one in the order of UUIDs: for scripts that walk all of them. As search. */
export async function listAfter(
  sql: AdminSql,
  { search, limit, after }: Wanted & { after?: string },
): Promise<User[]> {
  return await withFacts(
    sql,
    sql`where ${matches(sql, search)} ${after ? sql`and user_uuid > ${after}::uuid` : sql``}
      order by user_uuid limit ${limit + 1}`,
    sql`user_uuid`,
  );
}

/** A user of any group. */
export async function findByUuid(sql: AdminSql, userUuid: string): Promise<User | undefined> {
  const [user] = await withFacts(
    sql,
    sql`where user_uuid = ${userUuid}::uuid`,
    sql`user_uuid`,
  );
  return user;
}

type Fragment = ReturnType<AdminSql>;

function matches(sql: AdminSql, search: string): Fragment {
  return sql`strpos(lower(concat_ws(chr(10), email, site_group_name, user_uuid)),
    lower(${search})) > 0`;
}

/** Groups and facts are looked up for the users that are shown, not for all. */
async function withFacts(sql: AdminSql, which: Fragment, order: Fragment): Promise<User[]> {
  return await sql<User[]>`
    with shown as (
      select user_uuid, email, site_group_uuid, site_group_name, is_admin, u.created_utc,
        last_seen_utc, deactivated_utc
      from users u join site_groups using (site_group_uuid) ${which})
    select shown.*, has_password, sessions, tokens, link_expires_utc
    from shown
    join app.sign_in_facts(array(select user_uuid from shown)) using (user_uuid)
    order by ${order}`;
}
