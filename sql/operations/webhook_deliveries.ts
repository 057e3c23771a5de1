import type { ScopedSql } from "../../db/scope.ts";
import { type Delivery, RETRY_HOURS } from "../../domain/operations/webhooks/delivery.ts";

/** SQL: the columns of a Delivery. */
const columns = (sql: ScopedSql) =>
  sql`delivery_uuid, event, state, attempts, created_utc, next_utc, ended_utc`;

/**
 * Returns deliveries of a webhook of the caller's group, the newest first, or those before another
 * one; a row more than `limit` means that there is a next page.
 */
export async function list(
  sql: ScopedSql,
  webhookUuid: string,
  { limit, before }: { limit: number; before?: string },
): Promise<Delivery[]> {
  return await sql<Delivery[]>`
    select ${columns(sql)} from app.webhook_deliveries
    where webhook_uuid = ${webhookUuid}::uuid ${
    before === undefined ? sql`` : sql`and (created_utc, delivery_uuid) < (
      select b.created_utc, b.delivery_uuid from app.webhook_deliveries b
      where b.webhook_uuid = ${webhookUuid}::uuid and b.delivery_uuid = ${before}::uuid)`
  }
    order by created_utc desc, delivery_uuid desc limit ${limit + 1}`;
}

/** Returns a delivery of a webhook of the caller's group; undefined without one. */
export async function find(
  sql: ScopedSql,
  webhookUuid: string,
  deliveryUuid: string,
): Promise<Delivery | undefined> {
  const [delivery] = await sql<Delivery[]>`
    select ${columns(sql)} from app.webhook_deliveries
    where webhook_uuid = ${webhookUuid}::uuid and delivery_uuid = ${deliveryUuid}::uuid`;
  return delivery;
}

/**
 * Lets a test be sent to a webhook of the caller's group. Returns the delivery; undefined while a test
 * is waiting already.
 */
export async function addTest(
  sql: ScopedSql,
  webhookUuid: string,
  now: Temporal.Instant,
): Promise<Delivery | undefined> {
  const [delivery] = await sql<Delivery[]>`
    insert into app.webhook_deliveries (webhook_uuid, site_group_uuid, event, created_utc, next_utc,
      until_utc)
    select w.webhook_uuid, w.site_group_uuid, 'webhook.test', ${now}::timestamp, ${now}::timestamp,
      ${now.add({ hours: RETRY_HOURS })}::timestamp
    from app.webhooks w where w.webhook_uuid = ${webhookUuid}::uuid
      and not exists (select 1 from app.webhook_deliveries d
        where d.webhook_uuid = w.webhook_uuid and d.event = 'webhook.test' and d.state = 'waiting')
    returning ${columns(sql)}`;
  return delivery;
}

/**
 * Lets a delivery be sent again at once, and tried again for 24 hours from `now`. Returns it;
 * undefined without such a delivery.
 */
export async function sendAgain(
  sql: ScopedSql,
  webhookUuid: string,
  deliveryUuid: string,
  now: Temporal.Instant,
): Promise<Delivery | undefined> {
  const [delivery] = await sql<Delivery[]>`
    update app.webhook_deliveries set state = 'waiting', retries = 0, ended_utc = null,
      next_utc = ${now}::timestamp, until_utc = ${now.add({ hours: RETRY_HOURS })}::timestamp
    where webhook_uuid = ${webhookUuid}::uuid and delivery_uuid = ${deliveryUuid}::uuid
    returning ${columns(sql)}`;
  return delivery;
}
