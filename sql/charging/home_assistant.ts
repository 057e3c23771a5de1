import type { ScopedSql } from "../../db/scope.ts";
import type { SentPlace, SentSession } from "../../domain/charging/home_assistant/session.ts";
import {
  isSameSession,
  sessionChanges,
} from "../../domain/charging/home_assistant/same_session.ts";
import { json } from "../kit/json.ts";
import { keepOwn as keepGroupZone } from "./group_zones.ts";
import { findOrMakeNamed } from "./networks.ts";
import { findOrMakePlace } from "./places.ts";

const SOURCE = "home_assistant";

/** What became of a session that was sent. */
export type StoredSession = "inserted" | "enriched" | "unchanged";

/** SQL: the columns that Home Assistant writes of a session. */
const columns = (sql: ScopedSql) =>
  sql`charge_type, location_id, location_name, location_type, network_id, site_uuid, address,
    latitude, longitude, session_start_utc, session_end_utc, charge_duration_seconds,
    plugged_in_duration_seconds, energy_kwh, charging_kw, max_power, min_power, start_soc, end_soc,
    miles_added, note, is_complete, source_system`;

/**
 * Stores a session of Home Assistant. One of the same vehicle that began within half an hour and has
 * about the same energy is the same session: it gets what it lacks, and newer values as long as no
 * person has edited it. `metres` is the distance within which places are one.
 */
export async function storeSession(
  sql: ScopedSql,
  deviceId: string,
  { session, place }: SentSession,
  metres: number,
): Promise<StoredSession> {
  await sql`select pg_advisory_xact_lock(hashtextextended(
    ${`sessions of ${deviceId} of `} || app.charging_group()::text, 0))`;
  const placed = { ...session, ...await linksOf(sql, place, metres) };
  const near = await nearSessions(sql, deviceId, session.session_start_utc);
  const known = near.find(({ facts }) => isSameSession(facts, session));
  if (!known) {
    await insert(sql, deviceId, placed);
    return "inserted";
  }
  const isOurs = known.facts.source_system === SOURCE && !known.is_edited;
  const changes = sessionChanges(known.facts, placed, { isNewer: isOurs });
  if (Object.keys(changes).length === 0) return "unchanged";
  await sql`
    update ev_charging_session t set (${columns(sql)}) = (
      select ${columns(sql)} from jsonb_populate_record(t, ${json(sql, changes)}::jsonb))
    where t.id = ${known.id}`;
  return "enriched";
}

/** Returns the sessions of a vehicle that began within half an hour of a start, the nearest first. */
async function nearSessions(sql: ScopedSql, deviceId: string, start: string) {
  const at = Temporal.Instant.from(start);
  return await sql<{ id: number; facts: Record<string, unknown>; is_edited: boolean }[]>`
    select s.id, to_jsonb(s) as facts, exists (select 1 from app.charging_history h
      where h.session_id = s.session_id and h.operation = 'UPDATE'
        and h.changed_through = 'form') as is_edited
    from ev_charging_session s
    where s.device_id = ${deviceId}
      and s.session_start_utc between ${at}::timestamptz - interval '30 minutes'
        and ${at}::timestamptz + interval '30 minutes'
    order by abs(extract(epoch from s.session_start_utc - ${at}::timestamptz)), s.id`;
}

async function insert(sql: ScopedSql, deviceId: string, session: object): Promise<void> {
  const row = { ...session, device_id: deviceId };
  await keepGroupZone(sql);
  await sql`
    insert into ev_charging_session (device_id, ${columns(sql)})
    select device_id, ${columns(sql)}
    from jsonb_populate_record(null::ev_charging_session, ${json(sql, row)}::jsonb)`;
}

/** Returns the network and the location of a session's place, made where they are new. */
async function linksOf(sql: ScopedSql, place: SentPlace, metres: number) {
  const { network_name, ...rest } = place;
  const network_id = network_name === null
    ? null
    : await findOrMakeNamed(sql, network_name, SOURCE);
  const sought = { ...rest, network_id, site_uuid: null, cost_per_kwh: null, notes: null };
  const known = await findOrMakePlace(sql, sought, { metres, source_system: SOURCE });
  if (!known) return { network_id };
  return {
    network_id: network_id ?? known.network_id,
    location_id: known.id,
    location_name: known.location_name,
    location_type: known.location_type,
    site_uuid: known.site_uuid,
  };
}
