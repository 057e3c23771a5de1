import type { OwnerSql } from "../db/client.ts";

/** A link replaces the user's earlier ones: only the newest works. */
export async function addLink(
  sql: OwnerSql,
  userUuid: string,
  linkHash: Uint8Array,
  hours: number,
): Promise<void> {
  await sql`
    insert into app.password_links (user_uuid, link_hash, expires_utc)
    values (${userUuid}, ${linkHash}, now() + make_interval(hours => ${hours}))
    on conflict (user_uuid) do update
      set link_hash = excluded.link_hash, expires_utc = excluded.expires_utc`;
}

/** The e-mail that a link sets the password of; nothing when it was used, replaced or expired. */
export async function emailOfLink(
  sql: OwnerSql,
  linkHash: Uint8Array,
): Promise<string | undefined> {
  const [user] = await sql<{ email: string }[]>`
    select coalesce(email, '') as email from app.password_links join users using (user_uuid)
    where link_hash = ${linkHash} and expires_utc > now() and deactivated_utc is null`;
  return user?.email;
}

/** Uses up a link: sets the password and ends the user's sessions. False: the link is no good. */
export async function setByLink(
  sql: OwnerSql,
  linkHash: Uint8Array,
  passwordHash: string,
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const [link] = await tx`
      delete from app.password_links l using users u
      where link_hash = ${linkHash} and expires_utc > now() and u.user_uuid = l.user_uuid
        and u.deactivated_utc is null
      returning l.user_uuid`;
    if (!link) return false;
    await tx`
      insert into app.credentials (user_uuid, password_hash)
      values (${link.user_uuid}, ${passwordHash})
      on conflict (user_uuid) do update
        set password_hash = excluded.password_hash, changed_utc = now()`;
    await tx`delete from app.sessions where user_uuid = ${link.user_uuid}`;
    return true;
  });
}
