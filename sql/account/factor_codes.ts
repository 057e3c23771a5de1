import type { OwnerSql } from "../../db/client.ts";
import type { SealedSecret } from "./factors.ts";

interface CodeLimits {
  wrong: number;
  minutes: number;
}

/** A code that is being checked, or why it is not. */
export type CodeAttempt =
  | SealedSecret & { retry_after_seconds: null }
  | { retry_after_seconds: number };

/**
 * Counts a code of a user as wrong, unless so many were in the minutes before, and returns what
 * checks it. Counting it first lets codes that come at the same time count, too. Undefined without a
 * second factor.
 */
export async function beginCode(
  sql: OwnerSql,
  userUuid: string,
  { wrong, minutes }: CodeLimits,
): Promise<CodeAttempt | undefined> {
  const recent = sql`array(select at_utc from unnest(f.failed_utc) at_utc
    where at_utc > now() - make_interval(mins => ${minutes}) order by at_utc)`;
  const [factor] = await sql<SealedSecret[]>`
    update app.factors f set failed_utc = ${recent} || clock_timestamp()
    where user_uuid = ${userUuid} and cardinality(${recent}) < ${wrong}
    returning secret, key_fingerprint`;
  if (factor) return { ...factor, retry_after_seconds: null };
  const [refused] = await sql<{ retry_after_seconds: number }[]>`
    select greatest(1, ceil(extract(epoch from
      (${recent})[1] + make_interval(mins => ${minutes}) - now())))::int as retry_after_seconds
    from app.factors f where user_uuid = ${userUuid}`;
  return refused;
}

/**
 * Accepts the right code of an attempt, which then was no wrong one. Returns false, and the attempt
 * stays counted, when a code of this step or a later one was accepted before: each counts once.
 */
export async function acceptCode(sql: OwnerSql, userUuid: string, step: number): Promise<boolean> {
  const accepted = await sql`
    update app.factors set last_step = ${step}, failed_utc = trim_array(failed_utc, 1)
    where user_uuid = ${userUuid} and last_step < ${step}`;
  return accepted.count === 1;
}

/**
 * Uses a recovery code up. Returns how many are left; undefined when the user has none of this hash.
 */
export async function useRecoveryCode(
  sql: OwnerSql,
  userUuid: string,
  codeHash: Uint8Array,
): Promise<number | undefined> {
  const used = await sql`
    delete from app.recovery_codes where user_uuid = ${userUuid} and code_hash = ${codeHash}`;
  if (used.count === 0) return undefined;
  const [row] = await sql<{ left: number }[]>`
    select count(*)::int as left from app.recovery_codes where user_uuid = ${userUuid}`;
  return row!.left;
}
