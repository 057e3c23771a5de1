import type { OwnerSql } from "../../db/client.ts";
import type { Session } from "../../domain/account/session.ts";

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
