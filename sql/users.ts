import type { OwnerSql } from "../db/client.ts";

export interface UserRow {
  user_uuid: string;
  email: string | null;
  site_group_name: string | null;
  is_admin: boolean;
  has_password: boolean;
}

/** Every user with its group, by e-mail. */
export async function list(sql: OwnerSql): Promise<UserRow[]> {
  return await sql<UserRow[]>`
    select user_uuid, email, site_group_name, is_admin, c.user_uuid is not null as has_password
    from users u join site_groups using (site_group_uuid)
    left join app.credentials c using (user_uuid)
    order by email, user_uuid`;
}

/** UUID of the user with this e-mail, ignoring case. */
export async function find(sql: OwnerSql, email: string): Promise<string | undefined> {
  const [user] = await sql<{ user_uuid: string }[]>`
    select user_uuid from users where lower(email) = lower(${email})
    order by email = ${email} desc, email limit 1`;
  return user?.user_uuid;
}

/** Makes a user and answers the UUID; nothing when the e-mail is taken. */
export async function make(
  sql: OwnerSql,
  email: string,
  siteGroupUuid: string,
): Promise<string | undefined> {
  const [made] = await sql<{ user_uuid: string | null }[]>`
    select app.make_user(${email}, ${siteGroupUuid}) as user_uuid`;
  return made?.user_uuid ?? undefined;
}
