import type postgres from "postgres";
import type { OwnerSql } from "../../db/client.ts";

/** Work under a lock. `signal` aborts when the lock is lost, and when the caller's signal does. */
export type Work<T> = (signal: AbortSignal) => Promise<T>;

interface LockOptions {
  /** Aborted when the caller wants the work to stop. */
  signal?: AbortSignal;
  /** How often the lock's connection is tried: one that fell silent is noticed after two times. */
  beatMs?: number;
}

const BEAT_MS = 10_000;

/**
 * Runs `work` under the lock of this name, which one instance of the service holds at a time; waits
 * for it. The lock ends with its transaction, so that a killed process leaves none behind. That
 * transaction is idle while `work` runs: it switches time limits off, which would end it.
 *
 * When the lock's connection breaks, another instance may take the lock: the signal of `work`
 * aborts, and this throws what broke the connection once `work` has ended. A statement that is under
 * way then still comes to its end, so each statement of `work` must be harmless beside the same one
 * of another instance.
 */
export async function withLock<T>(
  sql: OwnerSql,
  name: string,
  work: Work<T>,
  options: LockOptions = {},
): Promise<T> {
  return await holding(sql, work, options, async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${name}))`;
    return true;
  }) as T;
}

/** Does the same if the lock is free. Returns undefined at once while another instance holds it. */
export async function withLockIfFree<T>(
  sql: OwnerSql,
  name: string,
  work: Work<T>,
  options: LockOptions = {},
): Promise<T | undefined> {
  return await holding(sql, work, options, async (tx) => {
    const [lock] = await tx<{ taken: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtext(${name})) as taken`;
    return lock!.taken;
  });
}

async function holding<T>(
  sql: OwnerSql,
  work: Work<T>,
  { signal, beatMs = BEAT_MS }: LockOptions,
  take: (tx: postgres.TransactionSql) => Promise<boolean>,
): Promise<T | undefined> {
  const lost = new AbortController();
  const { promise: silent, reject } = Promise.withResolvers<never>();
  let working: Promise<T> | undefined;
  let endBeats = () => {};
  try {
    const held = sql.begin(async (tx) => {
      await tx`${withoutLimits(sql)}`;
      if (!await take(tx)) return undefined;
      endBeats = beat(tx, beatMs, reject);
      working = work(signal ? AbortSignal.any([signal, lost.signal]) : lost.signal);
      return await working;
    });
    return await Promise.race([held, silent]) as T | undefined;
  } catch (error) {
    lost.abort(error);
    // The next turn of this instance must not begin beside the rest of this one.
    await Promise.allSettled([working]);
    throw error;
  } finally {
    endBeats();
  }
}

/**
 * Uses the connection of `tx` every `beatMs`, and calls `lose` when it does not respond until the
 * next time. Returns what ends that.
 */
function beat(
  tx: postgres.TransactionSql,
  beatMs: number,
  lose: (error: unknown) => void,
): () => void {
  let isAlive = true;
  const timer = setInterval(() => {
    if (!isAlive) return lose(silentError());
    isAlive = false;
    tx`select`.then(() => void (isAlive = true), lose);
  }, beatMs);
  return () => clearInterval(timer);
}

const silentError = () =>
  Object.assign(new Error("The connection that holds a lock does not respond."), {
    code: "CONNECT_TIMEOUT",
  });

/**
 * SQL: switches the time limits off for this transaction. Takes their names from pg_settings, since
 * transaction_timeout exists from PostgreSQL 17 on.
 */
const withoutLimits = (sql: OwnerSql) =>
  sql`select set_config(name, '0', true) from pg_settings
    where name in ('idle_in_transaction_session_timeout', 'statement_timeout', 'lock_timeout',
      'transaction_timeout')`;
