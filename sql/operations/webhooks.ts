import type { ScopedSql } from "../../db/scope.ts";
import {
  MOST_WEBHOOKS,
  type NewWebhook,
  OLD_SECRET_HOURS,
  type Webhook,
  type WebhookEdit,
} from "../../domain/operations/webhooks/webhook.ts";

/** SQL: the columns of a Webhook. No web role may read the secret. */
const columns = (sql: ScopedSql) =>
  sql`webhook_uuid, url, events, is_active, key_fingerprint, since_utc, version, created_by,
    created_utc, old_until_utc,
    switched_off_utc`;

/** Returns the webhooks of the caller's group, the oldest first. */
export async function list(sql: ScopedSql): Promise<Webhook[]> {
  return await sql<Webhook[]>`
    select ${columns(sql)} from app.webhooks order by created_utc, webhook_uuid`;
}

/** Returns a webhook of the caller's group; undefined for one of another group. */
export async function find(sql: ScopedSql, webhookUuid: string): Promise<Webhook | undefined> {
  const [webhook] = await sql<Webhook[]>`
    select ${columns(sql)} from app.webhooks where webhook_uuid = ${webhookUuid}::uuid`;
  return webhook;
}

/** The secret of a webhook as it is stored, and the key that encrypted it. */
export interface SealedSecret {
  secret: Uint8Array;
  key_fingerprint: string;
}

/** A webhook to store. */
export interface StoredWebhook extends NewWebhook {
  /** The form's key, so that the same form makes one webhook. */
  webhook_uuid: string;
  sealed: SealedSecret;
  /** What happens from then on is sent. */
  since: Temporal.Instant;
  createdBy: string | null;
}

/** What became of a new webhook. */
export type Added = "added" | "exists" | "too many";

/** Adds a webhook to the caller's group, unless its places are taken or one of this UUID exists. */
export async function add(
  sql: ScopedSql,
  { webhook_uuid, url, events, sealed, since, createdBy }: StoredWebhook,
): Promise<Added> {
  // Another request may take the same place at the same time: then the next free one is tried.
  for (let tries = 0; tries < MOST_WEBHOOKS; tries++) {
    if (await find(sql, webhook_uuid)) return "exists";
    const added = await sql`
      insert into app.webhooks (webhook_uuid, site_group_uuid, place, url, events, secret,
        key_fingerprint, since_utc, created_by)
      select ${webhook_uuid}::uuid, nullif(current_setting('app.site_group_uuid', true), '')::uuid,
        p.place, ${url}, ${events}::text[], ${sealed.secret}, ${sealed.key_fingerprint},
        ${since}::timestamp, ${createdBy}
      from generate_series(1, ${MOST_WEBHOOKS}::int) p (place)
      where p.place not in (select w.place from app.webhooks w) order by p.place limit 1
      on conflict do nothing`;
    if (added.count === 1) return "added";
    if ((await list(sql)).length >= MOST_WEBHOOKS) return "too many";
  }
  return "exists"; // of another group: no UUID is made twice by chance
}

/**
 * Writes exactly what `changes` has, and returns the webhook; undefined when the caller has no such
 * webhook or it has another version by now. One that is resumed knows nothing of what happened
 * before `now`.
 */
export async function update(
  sql: ScopedSql,
  webhookUuid: string,
  { url, events, is_active }: WebhookEdit,
  { version, now }: { version?: number; now: Temporal.Instant },
): Promise<Webhook | undefined> {
  const active = is_active ?? null;
  const [webhook] = await sql<Webhook[]>`
    update app.webhooks set url = coalesce(${url ?? null}, url),
      events = coalesce(${events ?? null}::text[], events),
      since_utc = case when ${active}::boolean and not is_active then ${now}::timestamp
        else since_utc end,
      is_active = coalesce(${active}::boolean, is_active),
      switched_off_utc = case when not coalesce(${active}::boolean, false) then switched_off_utc end,
      version = version + 1
    where webhook_uuid = ${webhookUuid}::uuid
      and version = coalesce(${version ?? null}::int, version)
    returning ${columns(sql)}`;
  return webhook;
}

/**
 * Gives a webhook of the caller's group another secret, and returns the webhook; undefined without
 * such a one. The secret that it had signs, too, for 24 hours from `now`, unless it was encrypted with
 * another key, and one before that no more (trigger keep_old_secret).
 */
export async function setSecret(
  sql: ScopedSql,
  webhookUuid: string,
  { secret, key_fingerprint }: SealedSecret,
  now: Temporal.Instant,
): Promise<Webhook | undefined> {
  const [webhook] = await sql<Webhook[]>`
    update app.webhooks set secret = ${secret}, key_fingerprint = ${key_fingerprint},
      old_until_utc = case when key_fingerprint = ${key_fingerprint}
        then ${now.add({ hours: OLD_SECRET_HOURS })}::timestamp end,
      version = version + 1
    where webhook_uuid = ${webhookUuid}::uuid
    returning ${columns(sql)}`;
  return webhook;
}

/**
 * Erases the old secret of a webhook of the caller's group. Returns false when it has none, or the
 * group has no such webhook.
 */
export async function dropOldSecret(sql: ScopedSql, webhookUuid: string): Promise<boolean> {
  const updated = await sql`
    update app.webhooks set old_until_utc = null, version = version + 1
    where webhook_uuid = ${webhookUuid}::uuid and old_until_utc is not null`;
  return updated.count === 1;
}

/** Deletes a webhook with its deliveries. Returns false when the caller's group has none of this UUID. */
export async function remove(sql: ScopedSql, webhookUuid: string): Promise<boolean> {
  const removed = await sql`
    delete from app.webhooks where webhook_uuid = ${webhookUuid}::uuid`;
  return removed.count === 1;
}
