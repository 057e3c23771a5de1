import assert from "node:assert/strict";
import type postgres from "postgres";
import type { OwnerSql } from "../../db/client.ts";
import { waitsForALock } from "./inspect.ts";
import { until } from "./until.ts";

/** Starts `second` while `first` is done and not committed; commits when `second` waits for it. */
export async function overlapping(
  owner: OwnerSql,
  first: (tx: postgres.TransactionSql) => PromiseLike<unknown>,
  second: () => Promise<unknown>,
): Promise<PromiseSettledResult<unknown>> {
  let under: Promise<PromiseSettledResult<unknown>[]> | undefined;
  await owner.begin(async (tx) => {
    await first(tx as postgres.TransactionSql);
    under = Promise.allSettled([second()]);
    await until(() => waitsForALock(owner));
  });
  const [result] = await under!;
  return result!;
}

/** Asserts that something was refused with this SQLSTATE. */
export function refused(result: PromiseSettledResult<unknown>, code: string): void {
  assert.equal(result.status, "rejected");
  assert.equal((result as PromiseRejectedResult).reason.code, code);
}
