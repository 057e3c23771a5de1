import type { OwnerSql } from "../../db/client.ts";
import * as recounts from "../../sql/charging/recounts.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";

/**
 * Counts the kept costs of groups again of which a rate of more than 1,000 sessions changed, in short
 * transactions. Returns how many sessions it counted; 0 at once while another instance does it. What
 * is left when the signal comes waits for the next call.
 */
export async function recountCosts(sql: OwnerSql, signal?: AbortSignal): Promise<number> {
  if (!await recounts.areDue(sql)) return 0;
  return await withLockIfFree(sql, "sitecast.charging_costs", async (signal) => {
    let counted = 0;
    while (!signal.aborted) {
      const some = await recounts.countNext(sql);
      if (some === undefined) break;
      counted += some;
    }
    return counted;
  }, { signal }) ?? 0;
}
