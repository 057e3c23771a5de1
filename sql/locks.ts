import type { OwnerSql } from "../db/client.ts";

/**
 * Runs `work` unless somebody, on any instance, holds the lock of that name; answers whether it ran.
 * The lock goes with its transaction, so a killed holder leaves none behind.
 */
export async function ifUnlocked(
  sql: OwnerSql,
  name: string,
  work: () => Promise<void>,
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const [lock] = await tx`select pg_try_advisory_xact_lock(hashtext(${name})) as mine`;
    if (lock!.mine) await work();
    return Boolean(lock!.mine);
  });
}
