import type { OwnerSql } from "../../db/client.ts";
import type { OwnedToken, Token } from "../../domain/account/token.ts";

/** A token to store. */
export interface NewToken {
  hash: Uint8Array;
  prefix: string;
  canWrite: boolean;
  /** Whether it writes generation, and may do nothing else. */
  onlyGeneration?: boolean;
  /** The only sites that it sees; null: all that its user sees. */
  siteUuids?: string[] | null;
  /** Whether it can make its successor. */
  mayRotate?: boolean;
  /** Null: never expires. */
  days: number | null;
  name?: string;
  /** The form's key; the token gets it as UUID, so that the same form makes one token. */
  uuid?: string;
}

/**
 * Adds a token of a user, valid from now. Stores the SHA-256 of its secret, and `prefix`, by which
 * people recognise it. Returns false when a token of this UUID exists. Throws 23505 when another
 * token has the hash.
 */
export async function add(sql: OwnerSql, userUuid: string, token: NewToken): Promise<boolean> {
  const { hash, prefix, canWrite, days, name = "", uuid = null } = token;
  const { onlyGeneration = false, siteUuids = null, mayRotate = false } = token;
  const added = await sql`
    insert into app.api_tokens (token_uuid, name, token_hash, prefix, user_uuid, can_write,
      expires_utc, only_generation, site_uuids, may_rotate)
    values (coalesce(${uuid}::uuid, gen_random_uuid()), ${name}, ${hash}, ${prefix}, ${userUuid},
      ${canWrite}, now() + make_interval(days => ${days}), ${onlyGeneration},
      ${siteUuids}::uuid[], ${mayRotate})
    on conflict (token_uuid) do nothing`;
  return added.count === 1;
}

/** Returns those of these sites that a user's group does not have. */
export async function sitesNotOf(
  sql: OwnerSql,
  userUuid: string,
  siteUuids: string[],
): Promise<string[]> {
  const rows = await sql<{ site_uuid: string }[]>`
    select s as site_uuid from unnest(${siteUuids}::uuid[]) s
    where s not in (select site_uuid from site_group_sites join users using (site_group_uuid)
      where user_uuid = ${userUuid})`;
  return rows.map(({ site_uuid }) => site_uuid);
}

/** Returns all tokens of all users, newest first. */
export async function list(sql: OwnerSql): Promise<OwnedToken[]> {
  return await sql<OwnedToken[]>`
    select token_uuid, prefix, email, can_write, only_generation, site_uuids, may_rotate,
      t.created_utc, expires_utc, last_used_utc, revoked_utc
    from app.api_tokens t join users using (user_uuid)
    order by t.created_utc desc, token_uuid`;
}

const ownColumns = (sql: OwnerSql) =>
  sql`token_uuid, name, prefix, can_write, only_generation, site_uuids, may_rotate, successor_uuid,
    created_utc, expires_utc, last_used_utc, revoked_utc,
    case when revoked_utc is not null then 'revoked' when expires_utc <= now() then 'expired'
      else 'active' end as state`;

/** SQL: by what the tokens of a user are listed. */
const listOrder = (sql: OwnerSql) =>
  sql`(revoked_utc is not null or coalesce(expires_utc <= now(), false)), -extract(epoch from created_utc),
    token_uuid`;

/**
 * Returns the tokens of a user: the active ones first, then the newest; with a `limit` so many and one
 * more, those after the token `after`.
 */
export async function listOf(
  sql: OwnerSql,
  userUuid: string,
  { limit = null, after = null }: { limit?: number | null; after?: string | null } = {},
): Promise<Token[]> {
  return await sql<Token[]>`
    select ${ownColumns(sql)} from app.api_tokens
    where user_uuid = ${userUuid} and (${after}::uuid is null or (${listOrder(sql)}) > (
      select ${listOrder(sql)} from app.api_tokens
      where user_uuid = ${userUuid} and token_uuid = ${after}::uuid))
    order by ${listOrder(sql)} limit ${limit === null ? null : limit + 1}::int`;
}

/** Returns a token of this user; undefined for a token of another user. */
export async function findOf(
  sql: OwnerSql,
  userUuid: string,
  tokenUuid: string,
): Promise<Token | undefined> {
  const [token] = await sql<Token[]>`
    select ${ownColumns(sql)} from app.api_tokens
    where user_uuid = ${userUuid} and token_uuid = ${tokenUuid}::uuid`;
  return token;
}

/**
 * Revokes a token of this user; one that is revoked keeps its time. Returns false when the user has
 * no token of this UUID.
 */
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

/** Revokes the token with this prefix or UUID. Returns 1, or 0 when none was active. */
export async function revoke(sql: OwnerSql, prefixOrUuid: string): Promise<number> {
  const revoked = await sql`
    update app.api_tokens set revoked_utc = now()
    where revoked_utc is null and (prefix = ${prefixOrUuid} or token_uuid::text = ${prefixOrUuid})`;
  return revoked.count;
}

/** What requests used a token, in a batch of less than a minute. */
export interface TokenUses {
  /** The last of them. */
  at: Temporal.Instant;
  reads: number;
  writes: number;
}

/**
 * Stores when tokens were last used, and counts their requests of the day (UTC), by hash in
 * hexadecimal: one statement for many requests.
 */
export async function markUsed(sql: OwnerSql, used: Map<string, TokenUses>): Promise<void> {
  const of = (field: keyof TokenUses) => [...used.values()].map((uses) => String(uses[field]));
  await sql`
    with used as (
      select t.token_uuid, u.at, u.reads, u.writes
      from unnest(${[...used.keys()]}::text[], ${of("at")}::text[]::timestamptz[],
        ${of("reads")}::text[]::int[], ${of("writes")}::text[]::int[]) u (hash, at, reads, writes)
      join app.api_tokens t on t.token_hash = decode(u.hash, 'hex')
      order by t.token_uuid for no key update of t),
    counted as (
      insert into app.token_usage as c (token_uuid, day, reads, writes)
      select token_uuid, (at at time zone 'utc')::date, reads, writes from used
      on conflict (token_uuid, day) do update
        set reads = c.reads + excluded.reads, writes = c.writes + excluded.writes)
    update app.api_tokens t set last_used_utc = u.at from used u where t.token_uuid = u.token_uuid`;
}
