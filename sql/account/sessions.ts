import type { OwnerSql } from "../../db/client.ts";
import type { Session } from "../../domain/account/session.ts";

/** How a session starts. */
export interface SessionStart {
  /** How long it lasts at most. */
  days: number;
  /** How long it lasts without being used; as long as `days` when left out. */
  idleDays?: number;
  /** The User-Agent header of the sign-in. */
  userAgent?: string | null;
  /** Hash of the session that the browser held until now. */
  replaced?: Uint8Array;
}

/**
 * Starts a session, ends the one that it replaces, and deletes those that have expired. Starts none
 * for a deactivated user. `sessionHash`: SHA-256 of the cookie's secret.
 */
export async function start(
  sql: OwnerSql,
  userUuid: string,
  sessionHash: Uint8Array,
  { days, idleDays = days, userAgent = null, replaced }: SessionStart,
): Promise<void> {
  await sql`
    delete from app.sessions
    where expires_utc <= now() or session_hash = ${replaced ?? null}`;
  await sql`
    insert into app.sessions (session_hash, user_uuid, expires_utc, ends_utc, user_agent)
    select ${sessionHash}, user_uuid, now() + make_interval(days => ${Math.min(days, idleDays)}),
      now() + make_interval(days => ${days}), left(${userAgent}, 300)
    from users where user_uuid = ${userUuid} and deactivated_utc is null for share`;
}

/** Returns true when the user gave the password in this session in the last minutes. */
export async function hasRecentPassword(
  sql: OwnerSql,
  sessionHash: Uint8Array,
  minutes: number,
): Promise<boolean> {
  const [session] = await sql`
    select 1 from app.sessions where session_hash = ${sessionHash}
      and password_utc > now() - make_interval(mins => ${minutes})`;
  return session !== undefined;
}

/** Stores that the user just gave the password in this session. */
export async function passwordGiven(sql: OwnerSql, sessionHash: Uint8Array): Promise<void> {
  await sql`update app.sessions set password_utc = now() where session_hash = ${sessionHash}`;
}

/**
 * Lets running sessions that were used end after so many days more, though not after their own end.
 * `sessionHashes`: in hexadecimal.
 */
export async function extend(
  sql: OwnerSql,
  sessionHashes: string[],
  idleDays: number,
): Promise<void> {
  await sql`
    update app.sessions
    set expires_utc = greatest(expires_utc,
      least(ends_utc, now() + make_interval(days => ${idleDays})))
    where encode(session_hash, 'hex') = any (${sessionHashes}::text[]) and expires_utc > now()`;
}

/** Ends the session with this hash, if there is one. */
export async function end(sql: OwnerSql, sessionHash: Uint8Array): Promise<void> {
  await sql`delete from app.sessions where session_hash = ${sessionHash}`;
}

/** Returns the running sessions of a user: the one with this hash first, then the newest. */
export async function listOf(
  sql: OwnerSql,
  userUuid: string,
  currentHash: Uint8Array,
): Promise<Session[]> {
  return await sql<Session[]>`
    select created_utc, expires_utc, user_agent, session_hash = ${currentHash} as is_current
    from app.sessions where user_uuid = ${userUuid} and expires_utc > now()
    order by is_current desc, created_utc desc, session_hash`;
}

/** Ends all sessions of a user but the one with this hash. Returns how many were running. */
export async function endOthers(
  sql: OwnerSql,
  userUuid: string,
  keptHash: Uint8Array,
): Promise<number> {
  const [ended] = await sql<{ running: number }[]>`
    with ended as (delete from app.sessions
      where user_uuid = ${userUuid} and session_hash <> ${keptHash} returning expires_utc)
    select count(*) filter (where expires_utc > now())::int as running from ended`;
  return ended!.running;
}

/** Ends all sessions of a user. */
export async function endAll(sql: OwnerSql, userUuid: string): Promise<void> {
  await sql`delete from app.sessions where user_uuid = ${userUuid}`;
}
