import type { SignInLimits } from "../../domain/account/sign_in.ts";
import type { OwnerSql } from "../../db/client.ts";

export interface Attempt {
  /** NULL: over a limit. */
  attempt_uuid: string | null;
  retry_after_seconds: number;
}

/** Books an attempt as failed, unless the address (or the account from it) has had too many. */
export async function beginAttempt(
  sql: OwnerSql,
  email: string,
  address: string,
  limits: SignInLimits,
): Promise<Attempt> {
  const [attempt] = await sql<Attempt[]>`
    select * from app.begin_sign_in(lower(${email}), ${address}::inet, ${limits.perAccount},
      ${limits.perAddress}, make_interval(mins => ${limits.minutes}))`;
  return attempt!;
}

/** The attempt was right after all: it no longer counts. */
export async function forgiveAttempt(sql: OwnerSql, attemptUuid: string): Promise<void> {
  await sql`delete from app.sign_in_attempts where attempt_uuid = ${attemptUuid}`;
}

/** User and password hash of an e-mail, ignoring case; nothing for users without a password. */
export async function credentialOf(sql: OwnerSql, email: string) {
  const [credential] = await sql<{ user_uuid: string; password_hash: string }[]>`
    select user_uuid, c.password_hash
    from users u join app.credentials c using (user_uuid)
    where lower(u.email) = lower(${email}) and u.deactivated_utc is null
    order by u.email = ${email} desc, u.email
    limit 1`;
  return credential;
}

/** Signs a user in for so many days from now; sessions that have expired go. */
export async function startSession(
  sql: OwnerSql,
  userUuid: string,
  sessionHash: Uint8Array,
  days: number,
  userAgent: string | null = null,
): Promise<void> {
  await sql`delete from app.sessions where expires_utc <= now()`;
  await sql`
    insert into app.sessions (session_hash, user_uuid, expires_utc, user_agent)
    select ${sessionHash}, user_uuid, now() + make_interval(days => ${days}), left(${userAgent}, 300)
    from users where user_uuid = ${userUuid} and deactivated_utc is null for share`;
}

/** Signs out: the session of this hash is no more. One that is not there is no error. */
export async function endSession(sql: OwnerSql, sessionHash: Uint8Array): Promise<void> {
  await sql`delete from app.sessions where session_hash = ${sessionHash}`;
}
