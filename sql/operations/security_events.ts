import type { OwnerSql } from "../../db/client.ts";
import { bounded, type NewSecurityEvent } from "../../domain/operations/security_event.ts";

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
    insert into app.security_events as e (event_uuid, kind, at_utc, last_utc, user_uuid, email,
      subject_uuid, subject_email, address, request_id, detail)
    select encode(substring(sha256(convert_to(key, 'utf8')) for 16), 'hex')::uuid, ${event.kind},
      ${event.at}, ${event.at}, ${event.user_uuid}, email, subject_uuid, subject_email, address,
      request_id, detail
    from keyed
    on conflict (event_uuid) do update
      set times = e.times + 1, last_utc = greatest(e.last_utc, excluded.last_utc)`;
}

/**
 * Returns what events of a kind, user, client and minute must share to be one row. Clients choose the
 * paths that are refused to them, and the e-mail addresses after a limit: these do not count.
 */
function whatIsEqual(
  { kind, email, subject_uuid, subject_email, detail }: NewSecurityEvent,
): string {
  const isChosen = kind === "refusal" || kind === "limit";
  return JSON.stringify(isChosen ? [] : [email, subject_uuid, subject_email, detail]);
}
