import type { OwnerSql } from "../../db/client.ts";
import {
  type Attempt,
  type DeliveryState,
  SWITCH_OFF,
} from "../../domain/operations/webhooks/delivery.ts";
import type { DeliveredEvent } from "../../domain/operations/webhooks/event.ts";
import { json } from "../kit/json.ts";
import type { Fragments } from "../kit/queries.ts";
import type { SealedSecret } from "./webhooks.ts";

/** Longer than an attempt takes: when an instance was killed, another one goes on after it. */
const LEASE_SECONDS = 60;
/** Receivers of one group that may be waited for at the same time, so that slow ones hold up no other. */
const AT_ONCE_OF_A_GROUP = 2;
/** Attempts of a delivery that are kept. */
const ATTEMPTS_KEPT = 40;

/** A message that is due, and where to. */
export interface DueDelivery extends SealedSecret {
  /** The secret before it, encrypted likewise; null unless it still signs. */
  old_secret: Uint8Array | null;
  delivery_uuid: string;
  webhook_uuid: string;
  site_group_uuid: string;
  url: string;
  event: DeliveredEvent;
  subjects: string[];
  retries: number;
  created_utc: string;
  until_utc: string;
}

/** SQL: true for a delivery `d` of the webhook `w` that is to be sent now. */
const isDue = (sql: Fragments, now: Temporal.Instant) =>
  sql`d.webhook_uuid = w.webhook_uuid and d.state = 'waiting' and d.next_utc <= ${now}::timestamp
    and d.until_utc >= ${now}::timestamp and (w.is_active or d.event = 'webhook.test')`;

/**
 * Takes the webhook with something to send that waits longest for its turn, so that no other instance
 * sends to it for a minute, and returns its first message that is due; undefined without one.
 */
export async function take(
  sql: OwnerSql,
  now: Temporal.Instant,
): Promise<DueDelivery | undefined> {
  const [due] = await sql<DueDelivery[]>`
    with next as (
      select w.webhook_uuid from app.webhooks w
      where coalesce(w.leased_until_utc <= ${now}::timestamp, true)
        and exists (select 1 from app.webhook_deliveries d where ${isDue(sql, now)})
        and (select count(*) from app.webhooks o where o.site_group_uuid = w.site_group_uuid
          and o.leased_until_utc > ${now}::timestamp) < ${AT_ONCE_OF_A_GROUP}
      order by w.served_utc nulls first, w.webhook_uuid limit 1
      for update skip locked),
    taken as (
      update app.webhooks w set served_utc = ${now}::timestamp,
        leased_until_utc = ${now.add({ seconds: LEASE_SECONDS })}::timestamp
      from next where w.webhook_uuid = next.webhook_uuid returning w.*)
    select d.delivery_uuid, w.webhook_uuid, w.site_group_uuid, w.url, w.secret, w.key_fingerprint,
      case when w.old_until_utc > ${now}::timestamp then w.old_secret end as old_secret, d.event, d.subjects, d.retries, d.created_utc, d.until_utc
    from taken w cross join lateral (
      select * from app.webhook_deliveries d where ${isDue(sql, now)}
      order by d.next_utc, d.created_utc, d.delivery_uuid limit 1) d`;
  return due;
}

/** What became of a message that was taken. */
export interface Sent {
  state: DeliveryState;
  /** Undefined: nothing was sent. */
  attempt?: Attempt;
  /** When it is sent again; undefined: it is not. */
  next?: Temporal.Instant;
}

/** Stores what became of a message, and lets its webhook have its next turn. */
export async function settle(
  sql: OwnerSql,
  { delivery_uuid, webhook_uuid }: DueDelivery,
  { state, attempt, next }: Sent,
  now: Temporal.Instant,
): Promise<void> {
  const attempts = json(sql, attempt ? [attempt] : []);
  await sql.begin(async (tx) => {
    await tx`
      update app.webhook_deliveries set state = ${state},
        retries = retries + ${attempt ? 1 : 0}::int,
        next_utc = ${next ?? null}::timestamp,
        ended_utc = case when ${state} <> 'waiting' then ${now}::timestamp end,
        attempts = (select coalesce(jsonb_agg(a order by at), '[]')
          from jsonb_array_elements(attempts || ${attempts}::jsonb) with ordinality a (a, at)
          where at > jsonb_array_length(attempts || ${attempts}::jsonb) - ${ATTEMPTS_KEPT}::int)
      where delivery_uuid = ${delivery_uuid}::uuid`;
    await tx`
      update app.webhooks set leased_until_utc = null where webhook_uuid = ${webhook_uuid}::uuid`;
  });
}

/** A webhook that was switched off. */
export interface SwitchedOff {
  url: string;
  site_group_name: string;
}

/**
 * Pauses a webhook when deliveries to it have failed for three days (`SWITCH_OFF`) since it was
 * resumed and since one last arrived, and gives up what waits for it. What failed here, and not at
 * the receiver, does not count. Returns the webhook; undefined when it goes on.
 */
export async function switchOffIfFailing(
  sql: OwnerSql,
  webhookUuid: string,
  now: Temporal.Instant,
): Promise<SwitchedOff | undefined> {
  const [off] = await sql<SwitchedOff[]>`
    with good as (
      select max(ended_utc) as last_utc from app.webhook_deliveries
      where webhook_uuid = ${webhookUuid}::uuid and state = 'delivered'),
    bad as (
      select count(*) as deliveries, min(d.created_utc) as first_utc, max(d.ended_utc) as last_utc
      from app.webhook_deliveries d join app.webhooks w using (webhook_uuid), good
      where d.webhook_uuid = ${webhookUuid}::uuid and d.state = 'failed'
        and d.created_utc >= greatest(w.since_utc, good.last_utc)
        and d.attempts -> -1 ->> 'at_utc' is not null
        and d.attempts -> -1 ->> 'failure' is distinct from 'service_error'),
    off as (
      update app.webhooks w set is_active = false, switched_off_utc = ${now}::timestamp,
        version = w.version + 1
      from bad
      where w.webhook_uuid = ${webhookUuid}::uuid and w.is_active
        and bad.deliveries >= ${SWITCH_OFF.deliveries}::int
        and bad.last_utc - bad.first_utc >= make_interval(days => ${SWITCH_OFF.days}::int)
      returning w.webhook_uuid, w.url, w.site_group_uuid),
    closed as (
      update app.webhook_deliveries d set state = 'failed', next_utc = null,
        ended_utc = ${now}::timestamp
      from off where d.webhook_uuid = off.webhook_uuid and d.state = 'waiting')
    select off.url, coalesce(g.site_group_name, '') as site_group_name
    from off join site_groups g using (site_group_uuid)`;
  return off;
}

/** Gives up what could not be sent in time, as when its webhook was paused. Returns how many. */
export async function giveUpLate(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  const { count } = await sql`
    update app.webhook_deliveries set state = 'failed', next_utc = null, ended_utc = ${now}::timestamp
    where state = 'waiting' and until_utc < ${now.subtract({ minutes: 5 })}::timestamp`;
  return count;
}

/** Deletes deliveries that were made before a moment. Returns how many. */
export async function dropOld(sql: OwnerSql, before: Temporal.Instant): Promise<number> {
  const { count } = await sql`
    delete from app.webhook_deliveries
    where created_utc < ${before}::timestamp and state <> 'waiting'`;
  return count;
}

/** Erases old secrets of webhooks that sign no more. Returns how many. */
export async function eraseOldSecrets(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  const { count } = await sql`
    update app.webhooks set old_until_utc = null where old_until_utc <= ${now}::timestamp`;
  return count;
}

/** Counts the webhooks whose secret was encrypted with another key than this one. */
export async function countOfOtherKeys(sql: OwnerSql, fingerprint: string): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from app.webhooks where key_fingerprint <> ${fingerprint}`;
  return row!.count;
}
