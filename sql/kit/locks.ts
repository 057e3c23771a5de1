import type { OwnerSql } from "../../db/client.ts";

/**
 * Runs `work` under the lock of this name, which one instance of the service holds at a time; waits
 * for it. The lock ends with its transaction, so that a killed process leaves none behind. That
 * transaction is idle while `work` runs: it switches time limits off, which would end it.
 */
export async function withLock<T>(
  sql: OwnerSql,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  return await sql.begin(async (tx) => {
    await tx`${withoutLimits(sql)}`;
    await tx`select pg_advisory_xact_lock(hashtext(${name}))`;
    return await work();
  }) as T;
}

/** Does the same if the lock is free. Returns undefined at once while another instance holds it. */
export async function withLockIfFree<T>(
  sql: OwnerSql,
  name: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  return await sql.begin(async (tx) => {
    await tx`${withoutLimits(sql)}`;
    const [lock] = await tx<{ taken: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtext(${name})) as taken`;
    return lock!.taken ? await work() : undefined;
  }) as T | undefined;
}

/**
 * SQL: switches the time limits off for this transaction. Takes their names from pg_settings, since
 * transaction_timeout exists from PostgreSQL 17 on.
 */
const withoutLimits = (sql: OwnerSql) =>
  sql`select set_config(name, '0', true) from pg_settings
    where name in ('idle_in_transaction_session_timeout', 'statement_timeout', 'lock_timeout',
      'transaction_timeout')`;
