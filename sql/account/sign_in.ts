import type { SignInLimits } from "../../domain/account/sign_in.ts";
import type { OwnerSql } from "../../db/client.ts";

/** An attempt to sign in. */
export interface Attempt {
  /** Null when the attempt is over a limit, and was not recorded. */
  attempt_uuid: string | null;
  retry_after_seconds: number;
}

/** Who tries to sign in. */
export interface Attempter {
  /** As it was typed; its case does not matter. */
  email: string;
  /** Network address of the client. */
  address: string;
  /** A known device of the account, which is limited by itself alone. */
  device?: string;
}

/**
 * Records an attempt to sign in as failed, unless it is over a limit: of the device or, where that is
 * not known, of the address, of the networks around it, and of the account from anywhere. Recording
 * it first lets attempts at the same time count, too.
 */
export async function beginAttempt(
  sql: OwnerSql,
  { email, address, device }: Attempter,
  limits: SignInLimits,
): Promise<Attempt> {
  const [attempt] = await sql<Attempt[]>`
    select * from app.begin_sign_in(lower(${email}), ${address}::inet, ${device ?? null},
      ${limits.perAccount}, ${limits.perAddress}, make_interval(mins => ${limits.minutes}))`;
  return attempt!;
}

/** Removes an attempt that turned out to be a successful sign-in. */
export async function forgiveAttempt(sql: OwnerSql, attemptUuid: string): Promise<void> {
  await sql`delete from app.sign_in_attempts where attempt_uuid = ${attemptUuid}`;
}

/**
 * Returns user and password hash of an active user by e-mail address, ignoring case; undefined
 * without such a user, or without a password.
 */
export async function credentialOf(sql: OwnerSql, email: string) {
  const [credential] = await sql<{ user_uuid: string; password_hash: string }[]>`
    select user_uuid, c.password_hash
    from users u join app.credentials c using (user_uuid)
    where lower(u.email) = lower(${email}) and u.deactivated_utc is null
    order by u.email = ${email} desc, u.email
    limit 1`;
  return credential;
}
