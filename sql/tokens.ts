import type { OwnerSql } from "../db/client.ts";

export interface ApiToken {
  token_uuid: string;
  prefix: string;
  email: string | null;
  can_write: boolean;
  created_utc: string;
  expires_utc: string | null;
  last_used_utc: string | null;
  revoked_utc: string | null;
}

export interface NewToken {
  hash: Uint8Array;
  prefix: string;
  canWrite: boolean;
  /** NULL: never expires. */
  days: number | null;
}

/**
 * Adds a token of a user, valid from now. Of its secret only the hash is kept; `prefix` is what
 * people tell their tokens apart by. Throws when the hash is there already.
 */
export async function add(sql: OwnerSql, userUuid: string, token: NewToken): Promise<void> {
  await sql`
    insert into app.api_tokens (token_hash, prefix, user_uuid, can_write, expires_utc)
    values (${token.hash}, ${token.prefix}, ${userUuid}, ${token.canWrite},
      now() + make_interval(days => ${token.days}))`;
}

/** All tokens of all users, newest first. */
export async function list(sql: OwnerSql): Promise<ApiToken[]> {
  return await sql<ApiToken[]>`
    select token_uuid, prefix, email, can_write, t.created_utc, expires_utc, last_used_utc, revoked_utc
    from app.api_tokens t join users using (user_uuid)
    order by t.created_utc desc, token_uuid`;
}

/** Ends the token with this prefix or UUID; answers how many ended (0: none, or ended before). */
export async function revoke(sql: OwnerSql, prefixOrUuid: string): Promise<number> {
  const revoked = await sql`
    update app.api_tokens set revoked_utc = now()
    where revoked_utc is null and (prefix = ${prefixOrUuid} or token_uuid::text = ${prefixOrUuid})`;
  return revoked.count;
}

/** Notes when tokens were last used: one statement for many requests. */
export async function markUsed(sql: OwnerSql, used: Map<string, Temporal.Instant>): Promise<void> {
  const hashes = [...used.keys()];
  const times = [...used.values()].map(String);
  await sql`
    update app.api_tokens t set last_used_utc = u.at
    from unnest(${hashes}::text[], ${times}::text[]::timestamptz[]) u (hash, at)
    where t.token_hash = decode(u.hash, 'hex')`;
}
