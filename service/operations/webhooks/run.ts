import type { OwnerSql } from "../../../db/client.ts";
import type { SecretKeys } from "../../../domain/account/secret_key.ts";
import { dropOld, eraseOldSecrets } from "../../../sql/operations/webhook_work.ts";
import type { Config } from "../../config.ts";
import { everyMinutes, everySeconds } from "../../timers.ts";
import { WebhookSender } from "./sender.ts";
import { takeUpEvents } from "./take_up.ts";

/** So that runs that a program stores one by one are one message. */
const TAKE_UP_SECONDS = 10;
/** People wait for their tests. */
const SEND_SECONDS = 2;
/** How long deliveries are shown. */
const KEPT = { hours: 30 * 24 };

/** Sends events to webhooks until the signal aborts, and resolves once nothing is being sent. */
export async function runWebhooks(
  config: Pick<Config, "WEBHOOK_ALLOWED_HOSTS">,
  sql: OwnerSql,
  secretKeys: SecretKeys,
  now: () => Temporal.Instant,
  signal: AbortSignal,
): Promise<void> {
  const allowedHosts = config.WEBHOOK_ALLOWED_HOSTS;
  const sender = new WebhookSender(sql, { allowedHosts, secretKeys, now });
  await Promise.all([
    everySeconds(TAKE_UP_SECONDS, "taking up events for webhooks", signal, async () => {
      await takeUpEvents(sql, now(), signal);
    }),
    everySeconds(SEND_SECONDS, "sending to webhooks", signal, () => sender.turn(signal)),
    everyMinutes(60, "deleting old deliveries and secrets of webhooks", signal, async () => {
      await dropOld(sql, now().subtract(KEPT));
      await eraseOldSecrets(sql, now());
    }),
  ]);
  await sender.idle();
}
