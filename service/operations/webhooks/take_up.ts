import type { OwnerSql } from "../../../db/client.ts";
import { withLockIfFree } from "../../../sql/kit/locks.ts";
import * as events from "../../../sql/operations/webhook_events.ts";
import * as work from "../../../sql/operations/webhook_work.ts";

/**
 * Makes deliveries of what happened at the sites of groups with webhooks, and gives up those that are
 * too late. Does nothing while another instance does it, and costs one short query without webhooks.
 */
export async function takeUpEvents(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<void> {
  if (!await events.areThereAny(sql)) return;
  await withLockIfFree(sql, "sitecast.webhooks", async (held) => {
    await work.giveUpLate(sql, now);
    await events.takeUpImports(sql, now);
    while (!held.aborted && await events.takeUpNews(sql, now) > 0);
  }, { signal });
}
