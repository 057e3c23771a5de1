import type { OwnerSql } from "../../db/client.ts";
import type { OwnedToken, Token } from "../../domain/account/token.ts";

export interface NewToken {
  hash: Uint8Array;
  prefix: string;
  canWrite: boolean;
  /** NULL: never expires. */
  days: number | null;
  name?: string;
  /** Of a form's: a token that has it already stays the only one. */
  uuid?: string;
}

/**
 * Adds a token of a user, valid from now. Of its secret only the hash is kept; `prefix` is what
 * people tell their tokens apart by. False: there is a token of this UUID. Throws when the hash is
 * there already.
 */
export async function add(sql: OwnerSql, userUuid: string, token: NewToken): Promise<boolean> {
  const { hash, prefix, canWrite, days, name = "", uuid = null } = token;
  const added = await sql`
    insert into app.api_tokens (token_uuid, name, token_hash, prefix, user_uuid, can_write,
      expires_utc)
    values (coalesce(${uuid}::uuid, gen_random_uuid()), ${name}, ${hash}, ${prefix}, ${userUuid},
      ${canWrite}, now() + make_interval(days => ${days}))
    on conflict (token_uuid) do nothing`;
  return added.count === 1;
}

/** All tokens of all users, newest first. */
export async function list(sql: OwnerSql): Promise<OwnedToken[]> {
  return await sql<OwnedToken[]>`
    select token_uuid, prefix, email, can_write, t.created_utc, expires_utc, last_used_utc, revoked_utc
    from app.api_tokens t join users using (user_uuid)
    order by t.created_utc desc, token_uuid`;
}

const own = (sql: OwnerSql) =>
  sql`token_uuid, name, prefix, can_write, created_utc, expires_utc, last_used_utc, revoked_utc,
    case when revoked_utc is not null then 'revoked' when expires_utc <= now() then 'expired'
      else 'active' end as state`;

/** The tokens of a user: those that work first, of each kind the newest first. */
export async function listOf(sql: OwnerSql, userUuid: string): Promise<Token[]> {
  return await sql<Token[]>`
    select ${own(sql)} from app.api_tokens where user_uuid = ${userUuid}
    order by revoked_utc is not null or coalesce(expires_utc <= now(), false), created_utc desc,
      token_uuid`;
}

/** A token of this user; another's is as if it weren't there. */
export async function findOf(
  sql: OwnerSql,
  userUuid: string,
  tokenUuid: string,
): Promise<Token | undefined> {
  const [token] = await sql<Token[]>`
    select ${own(sql)} from app.api_tokens
    where user_uuid = ${userUuid} and token_uuid = ${tokenUuid}::uuid`;
  return token;
}

/** Ends a token of this user, now or as it was ended before. False: the user has none of this UUID. */
export async function revokeOf(
  sql: OwnerSql,
  userUuid: string,
  tokenUuid: string,
): Promise<boolean> {
  const revoked = await sql`
    update app.api_tokens set revoked_utc = coalesce(revoked_utc, now())
    where user_uuid = ${userUuid} and token_uuid = ${tokenUuid}::uuid`;
  return revoked.count === 1;
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
