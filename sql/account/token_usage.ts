import type { OwnerSql } from "../../db/client.ts";
import type { TokenDay, TokenLimits } from "../../domain/account/token_usage.ts";
import type { RequestLimits } from "../../domain/account/request_limits.ts";

/**
 * Returns the UTC days, both included, on which tokens of a user sent requests, the last day and then the most requests
 * first. `only`: SHA-256 of the one token to look at.
 */
export async function daysOf(
  sql: OwnerSql,
  userUuid: string,
  { from, to, only = null }: { from: string; to: string; only?: Uint8Array | null },
): Promise<TokenDay[]> {
  return await sql<TokenDay[]>`
    select day, token_uuid, name, prefix, reads, writes
    from app.token_usage join app.api_tokens t using (token_uuid)
    where user_uuid = ${userUuid} and day between ${from}::date and ${to}::date
      and (${only}::bytea is null or token_hash = ${only})
    order by day desc, reads + writes desc, token_uuid`;
}

/** Counts the requests that each token of a user sent from this day (UTC) on, by UUID. */
export async function countsOf(
  sql: OwnerSql,
  userUuid: string,
  from: string,
): Promise<Map<string, number>> {
  const rows = await sql<{ token_uuid: string; requests: number }[]>`
    select token_uuid, sum(reads + writes)::int as requests
    from app.token_usage join app.api_tokens t using (token_uuid)
    where user_uuid = ${userUuid} and day >= ${from}::date group by token_uuid`;
  return new Map(rows.map(({ token_uuid, requests }) => [token_uuid, requests]));
}

/**
 * Returns the limits of a token, by its SHA-256, and what instances of the service have taken of them
 * in a minute, counted from 1970 UTC.
 */
export async function limitsOf(
  sql: OwnerSql,
  tokenHash: Uint8Array,
  minute: number,
): Promise<TokenLimits | undefined> {
  const [limits] = await sql<TokenLimits[]>`
    select l.reads_per_minute, l.writes_per_minute,
      coalesce(max(r.taken) filter (where not r.writes), 0) as reads_taken,
      coalesce(max(r.taken) filter (where r.writes), 0) as writes_taken
    from app.api_tokens t left join app.request_limits l using (user_uuid)
    left join app.request_leases r on r.token_uuid = t.token_uuid and r.minute = ${minute}
    where t.token_hash = ${tokenHash}
    group by l.reads_per_minute, l.writes_per_minute`;
  return limits;
}

/** Returns what each token of a user may send in a minute: what admins allow, else `usual`. */
export async function limitsOfUser(
  sql: OwnerSql,
  userUuid: string,
  usual: RequestLimits,
): Promise<RequestLimits> {
  const [own] = await sql<Pick<TokenLimits, "reads_per_minute" | "writes_per_minute">[]>`
    select reads_per_minute, writes_per_minute from app.request_limits
    where user_uuid = ${userUuid}`;
  return {
    readsPerMinute: own?.reads_per_minute ?? usual.readsPerMinute,
    writesPerMinute: own?.writes_per_minute ?? usual.writesPerMinute,
  };
}
