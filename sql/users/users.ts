import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { Member } from "../../domain/groups/member.ts";
import type { User, UserRow } from "../../domain/users/user.ts";
import { countUpTo } from "../kit/page.ts";

/** Returns every user with its group, by e-mail address. */
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
    select exists (select 1 from users join site_groups using (site_group_uuid)
      where is_admin and deactivated_utc is null) as found`;
  return row!.found;
}

/** Returns the UUID of the user with this e-mail address, ignoring case; undefined without one. */
export async function find(sql: OwnerSql | AdminSql, email: string): Promise<string | undefined> {
  const [user] = await sql<{ user_uuid: string }[]>`
    select user_uuid from users where lower(email) = lower(${email})
    order by email = ${email} desc, email limit 1`;
  return user?.user_uuid;
}

/** Creates a user. Returns the UUID; undefined when another user has the e-mail in any case. */
export async function make(
  sql: OwnerSql | AdminSql,
  email: string,
  siteGroupUuid: string,
): Promise<string | undefined> {
  const [made] = await sql<{ user_uuid: string | null }[]>`
    select app.make_user(${email}, ${siteGroupUuid}::uuid) as user_uuid`;
  return made?.user_uuid ?? undefined;
}

/** Returns the active users of the caller's own group, by e-mail address. */
export async function members(
  sql: ScopedSql,
  siteGroupUuid: string,
): Promise<Pick<Member, "user_uuid" | "email">[]> {
  return await sql<Pick<Member, "user_uuid" | "email">[]>`
    select user_uuid, email from users
    where site_group_uuid = ${siteGroupUuid}::uuid and deactivated_utc is null
    order by lower(email), user_uuid`;
}

interface Listing {
  /** Part of an e-mail, of a group's name or of a UUID; empty: all. */
  search: string;
  limit: number;
}

/**
 * Returns a page of all users by e-mail address, those without one last. A row more than `limit`
 * means that there is a next page.
 */
export async function search(
  sql: AdminSql,
  { search, limit, offset }: Listing & { offset: number },
): Promise<User[]> {
  return await withFacts(
    sql,
    sql`where ${matches(sql, search)} order by lower(email), user_uuid
      limit ${limit + 1} offset ${offset}`,
    sql`lower(email), user_uuid`,
  );
}

/** Counts the users that a search finds, up to one more than MOST_COUNTED. */
export async function count(sql: AdminSql, search: string): Promise<number> {
  return await countUpTo(
    sql,
    sql`select from users join site_groups using (site_group_uuid) where ${matches(sql, search)}`,
  );
}

/**
 * Returns all users by UUID, after one of them: for scripts that read page after page. A row more
 * than `limit` means that there is a next page.
 */
export async function listAfter(
  sql: AdminSql,
  { search, limit, after }: Listing & { after?: string },
): Promise<User[]> {
  return await withFacts(
    sql,
    sql`where ${matches(sql, search)} ${after ? sql`and user_uuid > ${after}::uuid` : sql``}
      order by user_uuid limit ${limit + 1}`,
    sql`user_uuid`,
  );
}

/** Returns a user of any group; undefined without one of this UUID. */
export async function findByUuid(sql: AdminSql, userUuid: string): Promise<User | undefined> {
  const [user] = await withFacts(
    sql,
    sql`where user_uuid = ${userUuid}::uuid`,
    sql`user_uuid`,
  );
  return user;
}

type Fragment = ReturnType<AdminSql>;

/** SQL: true when a user matches the search text; see Listing. */
function matches(sql: AdminSql, search: string): Fragment {
  return sql`strpos(lower(concat_ws(chr(10), email, site_group_name, user_uuid)),
    lower(${search})) > 0`;
}

/**
 * Reads users with their sign-in facts, which are looked up only for the users that `which`
 * selects.
 */
async function withFacts(sql: AdminSql, which: Fragment, order: Fragment): Promise<User[]> {
  return await sql<User[]>`
    with shown as (
      select user_uuid, email, site_group_uuid, site_group_name, is_admin, u.created_utc,
        last_seen_utc, deactivated_utc, u.version
      from users u join site_groups using (site_group_uuid) ${which})
    select shown.*, has_password, has_factor, sessions, tokens, link_expires_utc
    from shown
    join app.sign_in_facts(array(select user_uuid from shown)) using (user_uuid)
    order by ${order}`;
}
