import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql } from "../../db/scope.ts";

/**
 * Stores a link by which a user sets a password, valid for so many hours. Replaces earlier links of
 * the user. `linkHash`: SHA-256 of the link's secret.
 */
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

/**
 * Returns the e-mail address of the user whose password a link sets; undefined when the link was
 * used or replaced, or has expired.
 */
export async function emailOfLink(
  sql: OwnerSql,
  linkHash: Uint8Array,
): Promise<string | undefined> {
  const [user] = await sql<{ email: string }[]>`
    select coalesce(email, '') as email from app.password_links join users using (user_uuid)
    where link_hash = ${linkHash} and expires_utc > now() and deactivated_utc is null`;
  return user?.email;
}

/** A user whose password a link has set. */
export interface SetByLink {
  user_uuid: string;
  /** True when the user had no password before. */
  is_first: boolean;
}

/**
 * Sets a password by a link, deletes the link and ends the user's sessions. Returns undefined, and
 * changes nothing, when the link was used or replaced, or has expired.
 */
export async function setByLink(
  sql: OwnerSql,
  linkHash: Uint8Array,
  passwordHash: string,
): Promise<SetByLink | undefined> {
  return await sql.begin(async (tx) => {
    const [link] = await tx<SetByLink[]>`
      delete from app.password_links l using users u
      where link_hash = ${linkHash} and expires_utc > now() and u.user_uuid = l.user_uuid
        and u.deactivated_utc is null
      returning l.user_uuid,
        not exists (select 1 from app.credentials c where c.user_uuid = l.user_uuid) as is_first`;
    if (!link) return undefined;
    await tx`
      insert into app.credentials (user_uuid, password_hash)
      values (${link.user_uuid}, ${passwordHash})
      on conflict (user_uuid) do update
        set password_hash = excluded.password_hash, changed_utc = now()`;
    await tx`delete from app.sessions where user_uuid = ${link.user_uuid}`;
    return link;
  });
}

/** Returns the hash of a user's password; undefined for a user without one. */
export async function hashOf(sql: OwnerSql, userUuid: string): Promise<string | undefined> {
  const [credential] = await sql<{ password_hash: string }[]>`
    select password_hash from app.credentials where user_uuid = ${userUuid}`;
  return credential?.password_hash;
}

/**
 * Replaces a user's password, deletes links that could replace it again, and ends all sessions of
 * the user but the kept one. Returns false, and changes nothing, when the stored hash is no longer
 * `hashes.old`.
 */
export async function change(
  sql: OwnerSql,
  userUuid: string,
  hashes: { old: string; new: string },
  keptSessionHash: Uint8Array,
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const changed = await tx`
      update app.credentials set password_hash = ${hashes.new}, changed_utc = now()
      where user_uuid = ${userUuid} and password_hash = ${hashes.old}`;
    if (changed.count === 0) return false;
    await tx`delete from app.password_links where user_uuid = ${userUuid}`;
    await tx`
      delete from app.sessions where user_uuid = ${userUuid} and session_hash <> ${keptSessionHash}`;
    return true;
  });
}

/**
 * Stores a link as `addLink` does, for an admin, and returns when it expires. Throws not_found
 * without such a user, conflict for a deactivated user.
 */
export async function makeLink(
  sql: AdminSql,
  userUuid: string,
  linkHash: Uint8Array,
  hours: number,
): Promise<string> {
  const [link] = await sql<{ expires_utc: string }[]>`
    select app.add_password_link(${userUuid}::uuid, ${linkHash}, ${hours}) as expires_utc`;
  return link!.expires_utc;
}
