import type { OwnerSql } from "../../../db/client.ts";
import type { ScopedSql } from "../../../db/scope.ts";
import type { MessageData } from "../../../domain/operations/webhooks/message.ts";
import { asGroup } from "../../../sql/operations/as_group.ts";
import * as messages from "../../../sql/operations/webhook_messages.ts";
import type { DueDelivery } from "../../../sql/operations/webhook_work.ts";

/**
 * Reads what a message says, with the rights of the webhook's group as they are now. Returns undefined
 * when the group sees nothing of it any more.
 */
export async function readMessage(
  sql: OwnerSql,
  due: Pick<DueDelivery, "event" | "subjects" | "site_group_uuid">,
): Promise<MessageData | undefined> {
  if (due.event === "webhook.test") return { text: "This is a test of your webhook." };
  if (due.event === "forecast_run.stored") return await readRuns(sql, due);
  return await asGroup(sql, due.site_group_uuid, async (scope) => await read(scope, due));
}

async function read(
  scope: ScopedSql,
  { event, subjects }: Pick<DueDelivery, "event" | "subjects">,
): Promise<MessageData | undefined> {
  if (event === "site.needs_attention") {
    const attention = await messages.attention(scope, subjects);
    return attention.length > 0 ? { attention: [...attention] } : undefined;
  }
  const finished = await messages.finishedImport(scope, subjects[0]!);
  return finished && { import: finished };
}

/** The scope says which runs; the models of these are read with the owner's rights. */
async function readRuns(
  sql: OwnerSql,
  { subjects, site_group_uuid }: Pick<DueDelivery, "subjects" | "site_group_uuid">,
): Promise<MessageData | undefined> {
  const runs = await asGroup(sql, site_group_uuid, (scope) => messages.runs(scope, subjects));
  if (runs.length === 0) return undefined;
  const sites = runs.map(({ site_uuid }) => site_uuid);
  const names = await messages.modelNames(sql, sites, runs.map((run) => run.forecast_uuid));
  return {
    runs: runs.map((run) => ({ ...run, model_name: names.get(run.forecast_uuid) ?? null })),
  };
}
