import type { OwnerSql } from "../db/client.ts";

/**
 * Runs `work` when nobody else, on any instance, holds the lock of that name: waits for its turn. The
 * lock goes with its transaction, so a killed holder leaves none behind.
 */
export async function withLock<T>(
  sql: OwnerSql,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  return await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext(${name}))`;
    return await work();
  }) as T;
}
