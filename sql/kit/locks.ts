import type { OwnerSql } from "../../db/client.ts";

/**
 * Runs `work` when nobody else, on any instance, holds the lock of that name: waits for its turn.
 * The lock goes with its transaction, so a killed holder leaves none behind. That transaction is
 * idle during `work`: time-outs that an administrator may have set are off in it, or the lock would go.
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

/** The same for who need not do it themselves: while another instance does, answers undefined at once. */
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

/** transaction_timeout came with PostgreSQL 17: by name from the list of those that there are. */
const withoutLimits = (sql: OwnerSql) =>
  sql`select set_config(name, '0', true) from pg_settings
    where name in ('idle_in_transaction_session_timeout', 'statement_timeout', 'lock_timeout',
      'transaction_timeout')`;
