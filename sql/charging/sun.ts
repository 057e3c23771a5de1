import type { OwnerSql } from "../../db/client.ts";
import { type ChargeColumns, LONGEST_CHARGE, type SunShare } from "../../domain/charging/sun.ts";
import { json } from "../kit/json.ts";
import type { Fragment, OwnerTransaction } from "../kit/queries.ts";
import { LONGEST_USE } from "./available.ts";

/** A time at a site of which the sun of a group's sessions has to be counted again. */
export interface DueSun {
  site_group_uuid: string;
  site_uuid: string;
  first_utc: string;
  last_utc: string;
}

/** A session at the site, by its internal number. */
export interface SunSession extends ChargeColumns {
  id: number;
  /** False: its sun is known, but that of another one depends on when it charged. */
  is_due: boolean;
}

/** Returns whether a session, or what a site with sessions measured, changed since it was counted. */
export async function isDue(sql: OwnerSql): Promise<boolean> {
  const [row] = await sql`
    select exists (select 1 from app.charging_sun_due)
      or exists (select 1 from app.changed_ranges where follower = 'sun') as due`;
  return row!.due;
}

/**
 * Adds the times of which measurements changed to what is due, one for each group that has sessions
 * at the site, and ends them for the follower.
 */
export async function takeChangedRanges(sql: OwnerSql): Promise<void> {
  await sql`
    with changed as (delete from app.changed_ranges where follower = 'sun' returning *)
    insert into app.charging_sun_due (site_group_uuid, site_uuid, first_utc, last_utc)
    select g.site_group_uuid, c.site_uuid, greatest(c.first_utc, '1900-01-01') at time zone 'UTC',
      (least(c.last_utc, '2999-12-31') + interval '1 day') at time zone 'UTC'
    from changed c, lateral (
      select distinct s.site_group_uuid from ev_charging_session s
      where s.site_uuid = c.site_uuid) g`;
}

/** Returns the next group and site of which something is due; undefined when nothing is. */
export async function next(
  sql: OwnerSql,
): Promise<Pick<DueSun, "site_group_uuid" | "site_uuid"> | undefined> {
  const [row] = await sql<Pick<DueSun, "site_group_uuid" | "site_uuid">[]>`
    select site_group_uuid, site_uuid from app.charging_sun_due order by 2, 1 limit 1`;
  return row;
}

/** Takes what is due of a group and site; times that overlap are one. */
export async function take(
  sql: OwnerTransaction,
  { site_group_uuid, site_uuid }: Pick<DueSun, "site_group_uuid" | "site_uuid">,
): Promise<DueSun[]> {
  return await sql<DueSun[]>`
    with taken as (
      delete from app.charging_sun_due
      where site_uuid = ${site_uuid}::uuid and site_group_uuid = ${site_group_uuid}::uuid
      returning *)
    select site_group_uuid, site_uuid, lower(r) as first_utc, upper(r) as last_utc
    from (select site_group_uuid, site_uuid,
        unnest(range_agg(tstzrange(first_utc, last_utc, '[]'))) as r
      from taken group by 1, 2) spans
    order by 3`;
}

/**
 * Returns the sessions of a group at a site whose sun is due, which are those that may have charged in
 * a time or within LONGEST_USE of it, and what their sun depends on: those that may have charged
 * within LONGEST_USE of one of them (`is_due` false).
 */
export async function sessionsIn(sql: OwnerTransaction, due: DueSun): Promise<SunSession[]> {
  const end = sql`coalesce(session_end_utc,
    session_start_utc + charge_duration_seconds * interval '1 second')`;
  const longest = sql`${LONGEST_CHARGE.hours} * interval '1 hour'`;
  const near = sql`${LONGEST_USE.minutes} * interval '1 minute'`;
  const charging = (first: Fragment, last: Fragment) =>
    sql`
    site_uuid = ${due.site_uuid}::uuid and site_group_uuid = ${due.site_group_uuid}::uuid
      and session_start_utc <= ${last} + ${near}
      and session_start_utc >= ${first} - ${longest} - ${near}
      and ${end} >= ${first} - ${near}`;
  const isDue = charging(sql`${due.first_utc}::timestamptz`, sql`${due.last_utc}::timestamptz`);
  return await sql<SunSession[]>`
    with around as materialized (
      select min(session_start_utc) as first_utc,
        max(least(${end}, session_start_utc + ${longest})) as last_utc
      from ev_charging_session where ${isDue})
    select id, session_start_utc, session_end_utc, energy_kwh::float8 as energy_kwh,
      charge_duration_seconds::float8 as charge_duration_seconds,
      evse_energy_kwh::float8 as evse_energy_kwh, ${isDue} as is_due
    from ev_charging_session
    where ${charging(sql`(select first_utc from around)`, sql`(select last_utc from around)`)}
    order by session_start_utc, id`;
}

/** Stores the sun of sessions. Rows that have it already stay as they are. */
export async function store(
  sql: OwnerTransaction,
  counted: (Pick<SunSession, "id"> & SunShare)[],
): Promise<void> {
  await sql`
    update ev_charging_session s set sun_kwh = c.sun_kwh, sun_known = c.sun_known
    from (
      select (c ->> 'id')::int as id, (c ->> 'sunKwh')::numeric as sun_kwh,
        (c ->> 'known')::numeric as sun_known
      from jsonb_array_elements(${json(sql, counted)}) c) c
    where s.id = c.id and (s.sun_kwh, s.sun_known) is distinct from (c.sun_kwh, c.sun_known)`;
}
