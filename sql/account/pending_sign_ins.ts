import type { OwnerSql } from "../../db/client.ts";

/** Long enough to find the phone; then the password is asked for again. */
const MINUTES = 10;

/** Who has shown the password on a browser, and not yet the second factor. */
export interface PendingUser {
  user_uuid: string;
  email: string;
  is_admin: boolean;
  has_factor: boolean;
}

/** Returns what decides about the second step of a user whose password was right. */
export async function userOf(sql: OwnerSql, userUuid: string): Promise<PendingUser | undefined> {
  const [user] = await sql<PendingUser[]>`
    select ${columns(sql)} from users u join site_groups using (site_group_uuid)
    where user_uuid = ${userUuid} and deactivated_utc is null`;
  return user;
}

const columns = (sql: OwnerSql) =>
  sql`u.user_uuid, coalesce(u.email, '') as email, is_admin,
    exists (select 1 from app.factors f where f.user_uuid = u.user_uuid) as has_factor`;

/**
 * Keeps for ten minutes that a browser's user has shown the password, and deletes what has expired.
 * `pendingHash`: SHA-256 of the cookie's secret.
 */
export async function start(
  sql: OwnerSql,
  userUuid: string,
  pendingHash: Uint8Array,
): Promise<void> {
  await sql`delete from app.pending_sign_ins where expires_utc <= now()`;
  await sql`
    insert into app.pending_sign_ins (pending_hash, user_uuid, expires_utc)
    values (${pendingHash}, ${userUuid}, now() + make_interval(mins => ${MINUTES}))`;
}

/**
 * Returns who is signing in on a browser; undefined after ten minutes, and when the password was
 * changed or the user deactivated since.
 */
export async function find(
  sql: OwnerSql,
  pendingHash: Uint8Array,
): Promise<PendingUser | undefined> {
  const [user] = await sql<PendingUser[]>`
    select ${columns(sql)}
    from app.pending_sign_ins p join users u using (user_uuid)
    join site_groups using (site_group_uuid)
    join app.credentials c using (user_uuid)
    where pending_hash = ${pendingHash} and expires_utc > now() and deactivated_utc is null
      and c.changed_utc <= p.created_utc`;
  return user;
}

/** Ends a pending sign-in. Returns false when it had ended before. */
export async function end(sql: OwnerSql, pendingHash: Uint8Array): Promise<boolean> {
  const ended = await sql`delete from app.pending_sign_ins where pending_hash = ${pendingHash}`;
  return ended.count === 1;
}
