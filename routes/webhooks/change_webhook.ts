import type { Context } from "hono";
import { encrypt } from "../../domain/account/encrypted.ts";
import type { SecretKeys } from "../../domain/account/secret_key.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import { AppError, found } from "../../domain/errors.ts";
import { whyRefused } from "../../domain/operations/webhooks/address.ts";
import { newWebhookSecret } from "../../domain/operations/webhooks/signature.ts";
import {
  MOST_WEBHOOKS,
  type NewWebhook,
  type Webhook,
  type WebhookEdit,
} from "../../domain/operations/webhooks/webhook.ts";
import * as webhooks from "../../sql/operations/webhooks.ts";
import type { Scoped } from "../http/context.ts";
import { recordSecurityEvent } from "../http/security_event.ts";

/** Throws "invalid" for an address that cannot be one of a webhook. */
function checkUrl(c: Context<Scoped>, url: string | undefined): void {
  const message = url && whyRefused(url, c.var.services.settings.webhookHosts);
  if (message) throw new AppError("invalid", message, { fields: [{ field: "url", message }] });
}

/**
 * Adds a webhook to the viewer's group and returns its secret, which nothing shows again; undefined
 * when one of this UUID exists. Throws "invalid" for its address, and "conflict" when there are ten.
 */
export async function addWebhook(
  c: Context<Scoped>,
  webhook_uuid: string,
  { url, events }: NewWebhook,
): Promise<string | undefined> {
  checkUrl(c, url);
  const { sql, viewer, services: { now, settings } } = c.var;
  const { secret, sealed } = newSealed(settings.secretKeys, webhook_uuid);
  const createdBy = viewer.email || null;
  const webhook = { webhook_uuid, url, events, sealed, since: now(), createdBy };
  const added = await webhooks.add(sql, webhook);
  if (added === "exists") return undefined;
  if (added === "too many") {
    const message = `Your group has ${MOST_WEBHOOKS} webhooks, and no more. Delete one first.`;
    throw new AppError("conflict", message);
  }
  await recordEvent(c, "Added", { url });
  return secret;
}

/**
 * Writes what `changes` has, and returns the webhook; undefined when it has another version by now.
 * Throws "invalid" for its address.
 */
export async function editWebhook(
  c: Context<Scoped>,
  { webhook_uuid }: Webhook,
  changes: WebhookEdit,
  version?: number,
): Promise<Webhook | undefined> {
  checkUrl(c, changes.url);
  const { sql, services: { now } } = c.var;
  const edited = await webhooks.update(sql, webhook_uuid, changes, { version, now: now() });
  if (edited) await recordEvent(c, "Changed", edited);
  return edited;
}

/** Sends events to a webhook again that was paused or switched off: those of from now on. */
export async function resumeWebhook(c: Context<Scoped>, webhook: Webhook): Promise<void> {
  found(await editWebhook(c, webhook, { is_active: true }), "webhook");
}

/**
 * Gives a webhook a new secret, with which it signs at once, and returns it with the time until which
 * the old one signs, too; null: not at all, as it cannot be read.
 */
export async function renewSecret(c: Context<Scoped>, webhook: Webhook) {
  const { sql, services: { now, settings } } = c.var;
  const { secret, sealed } = newSealed(settings.secretKeys, webhook.webhook_uuid);
  const changed = await webhooks.setSecret(sql, webhook.webhook_uuid, sealed, now());
  const { old_until_utc } = found(changed, "webhook");
  await recordEvent(c, "Made a new secret of", webhook);
  return { secret, old_until_utc };
}

/** Lets the old secret of a webhook sign no more. Does nothing where it does not. */
export async function dropOldSecret(c: Context<Scoped>, webhook: Webhook): Promise<void> {
  const dropped = await webhooks.dropOldSecret(c.var.sql, webhook.webhook_uuid);
  if (dropped) await recordEvent(c, "Dropped the old secret of", webhook);
}

/** Deletes a webhook with its deliveries. */
export async function deleteWebhook(c: Context<Scoped>, webhook: Webhook): Promise<void> {
  found(await webhooks.remove(c.var.sql, webhook.webhook_uuid) || undefined, "webhook");
  await recordEvent(c, "Deleted", webhook);
}

function newSealed(keys: SecretKeys, webhookUuid: string) {
  const secret = newWebhookSecret();
  const encrypted = encrypt(keys.webhooks, webhookUuid, secret);
  return { secret, sealed: { secret: encrypted, key_fingerprint: keys.fingerprint } };
}

/** The path and query of an address may hold a secret of the receiver's: they are not recorded. */
async function recordEvent(
  c: Context<Scoped>,
  verb: string,
  { url }: Pick<Webhook, "url">,
): Promise<void> {
  const { through }: Viewer = c.var.viewer;
  const by = through === "api" ? " with an API token" : "";
  const { host } = new URL(url);
  await recordSecurityEvent(c, { kind: "webhook", detail: `${verb} a webhook to ${host}${by}.` });
}
