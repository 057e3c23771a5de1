import type { Context } from "hono";
import type { Webhook } from "../../domain/operations/webhooks/webhook.ts";
import * as webhooks from "../../sql/operations/webhooks.ts";
import type { Scoped } from "../http/context.ts";
import { load, UUID } from "../http/params.ts";

/** The address of a webhook's pages, for routers. */
export const WEBHOOK = `/webhooks/:webhook${UUID}`;

/** Loads the webhook that an address names. Throws not_found unless it is one of the viewer's group. */
export function loadWebhook(c: Context<Scoped>): Promise<Webhook> {
  return load(c, "webhook", webhooks.find);
}
