import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql } from "../../db/scope.ts";
import {
  bounded,
  isRepeatable,
  type NewSecurityEvent,
  type SecurityEvent,
  type SecurityQuery,
} from "../../domain/operations/security_event.ts";

/**
 * Rows that a minute may add: of each user, and of all who are not signed in together. What comes
 * after them is counted in one row of its kind, so that nobody can fill the disk.
 */
const ROWS_OF_A_MINUTE = 60;

/**
 * Records a security event. Equal events of a minute are one row, in which `times` counts them. An
 * IPv6 address counts as its /64.
 */
export async function add(sql: OwnerSql, newEvent: NewSecurityEvent): Promise<void> {
  const event = bounded(newEvent);
  await sql`
    with minute as (select date_trunc('minute', ${event.at}::timestamptz) as at_utc),
    earlier as (
      select count(*) as rows from app.security_events
      where at_utc >= (select at_utc from minute)
        and user_uuid is not distinct from ${event.user_uuid}::uuid),
    event as (
      select false as is_beyond, ${event.email} as email, ${event.subject_uuid}::uuid as subject_uuid,
        ${event.subject_email} as subject_email, ${event.address}::inet as address,
        ${event.request_id} as request_id, ${event.detail} as detail
      from earlier where rows < ${ROWS_OF_A_MINUTE}
      union all
      select true, '', null, '', null, '', 'More events of this kind in the same minute.'
      from earlier where rows >= ${ROWS_OF_A_MINUTE}),
    keyed as (
      select event.*, concat_ws(' ', minute.at_utc, ${event.kind}::text, ${event.user_uuid}::uuid,
        is_beyond,
        network(set_masklen(address, case family(address) when 6 then 64 else 32 end)),
        case when not is_beyond then ${whatIsEqual(event)}::text end) as key
      from minute, event)
    insert into app.security_events as e (event_uuid, kind, at_utc, last_utc, times, user_uuid,
      email, subject_uuid, subject_email, address, request_id, detail)
    select encode(substring(sha256(convert_to(key, 'utf8')) for 16), 'hex')::uuid, ${event.kind},
      ${event.at}, ${event.at}, ${event.times ?? 1}, ${event.user_uuid}, email, subject_uuid,
      subject_email, address, request_id, detail
    from keyed
    on conflict (event_uuid) do update
      set times = e.times + excluded.times, last_utc = greatest(e.last_utc, excluded.last_utc)`;
}

/**
 * Returns what events of a kind, user, client and minute must share to be one row. Clients choose the
 * paths that are refused to them, and the e-mail addresses after a limit: these do not count.
 */
function whatIsEqual(event: NewSecurityEvent): string {
  const { email, subject_uuid, subject_email, detail } = event;
  return JSON.stringify(isRepeatable(event) ? [] : [email, subject_uuid, subject_email, detail]);
}

/**
 * Returns a page of events, newest first. A row more than `limit` means that there is a next page.
 * `after`: the last event of the page before.
 */
export async function list(
  sql: AdminSql,
  { kind, q, from, to }: SecurityQuery,
  { limit, offset = 0, after = null }: { limit: number; offset?: number; after?: string | null },
): Promise<SecurityEvent[]> {
  return await sql<SecurityEvent[]>`
    select event_uuid, kind, at_utc, last_utc, times, user_uuid, email, subject_uuid, subject_email,
      host(address) as address, request_id, detail
    from app.security_events
    where at_utc >= ${from}::date and at_utc < ${to}::date + 1
      ${kind ? sql`and kind = ${kind}` : sql``}
      and (${q} = '' or position(lower(${q}) in lower(email)) > 0
        or position(lower(${q}) in lower(subject_email)) > 0)
      ${
    after
      ? sql`and (at_utc, event_uuid) < (
          select at_utc, event_uuid from app.security_events where event_uuid = ${after})`
      : sql``
  }
    order by at_utc desc, event_uuid desc limit ${limit + 1} offset ${offset}`;
}
