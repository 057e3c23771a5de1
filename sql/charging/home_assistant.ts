import type { ScopedSql } from "../../db/scope.ts";
import type { SentPlace, SentSession } from "../../domain/charging/home_assistant/session.ts";
import {
  isSameSession,
  sessionChanges,
} from "../../domain/charging/home_assistant/same_session.ts";
import type { Length } from "../../domain/charging/home_assistant/read_states.ts";
import { type SentTrip, TRIP_IDENTITY } from "../../domain/charging/home_assistant/trip.ts";
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
 * about the same energy is the same session: it gets what it lacks, and newer values, but none that a
 * person, the API or a program has changed. `metres` is the distance within which places are one.
 */
export async function storeSession(
  sql: ScopedSql,
  deviceId: string,
  { session, place }: SentSession,
  metres: number,
): Promise<StoredSession> {
  // The history of sessions then tells these changes from edits through the API.
  await sql`select pg_advisory_xact_lock(hashtextextended(
      ${`sessions of ${deviceId} of `} || app.charging_group()::text, 0)),
    set_config('app.through', ${SOURCE}, true)`;
  const placed = { ...session, ...await linksOf(sql, place, metres) };
  const near = await nearSessions(sql, deviceId, session.session_start_utc);
  const known = near.find(({ facts }) => isSameSession(facts, session));
  if (!known) {
    await insert(sql, deviceId, placed);
    return "inserted";
  }
  const isNewer = known.facts.source_system === SOURCE;
  const changes = sessionChanges(known.facts, placed, { isNewer, edited: known.edited });
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
  return await sql<{ id: number; facts: Record<string, unknown>; edited: string[] }[]>`
    select s.id, to_jsonb(s) as facts, array(
        select distinct jsonb_object_keys(h.changes) from app.charging_history h
        where h.session_id = s.session_id and h.operation = 'UPDATE'
          and h.changed_through is distinct from ${SOURCE}) as edited
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

/** The setting that keeps in which unit the group's Home Assistant tells distances. */
const LENGTH_KEY = "home_assistant_length_unit";

/** Returns the unit in which the group's Home Assistant told distances last; undefined: never. */
export async function knownLength(sql: ScopedSql): Promise<Length | undefined> {
  const [row] = await sql<{ value: Length }[]>`
    select value from app_settings where key = ${LENGTH_KEY} and value in ('km', 'mi')`;
  return row?.value;
}

/** Keeps that unit for messages that do not name it. */
export async function keepLength(sql: ScopedSql, length: Length): Promise<void> {
  await sql`
    insert into app_settings (key, value) values (${LENGTH_KEY}, ${length})
    on conflict (key, site_group_uuid) do update set value = excluded.value, updated_at = now()
    where app_settings.value is distinct from excluded.value`;
}

/**
 * Returns the trips that a vehicle has not, in order: a stored trip of the two weeks around one with
 * its distance, duration and energy is the same. Until the transaction ends, no other request stores
 * trips of the vehicle.
 */
export async function newTrips(
  sql: ScopedSql,
  deviceId: string,
  trips: readonly SentTrip[],
): Promise<SentTrip[]> {
  if (trips.length === 0) return [];
  await sql`select pg_advisory_xact_lock(hashtextextended(
    ${`trips of ${deviceId} of `} || app.charging_group()::text, 0))`;
  const known = await sql<{ at: number }[]>`
    select sent.at::int as at
    from jsonb_array_elements(${json(sql, trips)}::jsonb) with ordinality sent (trip, at)
    where exists (
      select 1 from ev_trip_metrics t
      where t.device_id = ${deviceId}
        and t.start_time between (sent.trip->>'start_time')::timestamptz - interval '14 days'
          and (sent.trip->>'start_time')::timestamptz + interval '14 days'
        and not exists (
          select 1 from unnest(${[...TRIP_IDENTITY]}::text[]) name
          where to_jsonb(t)->name is distinct from sent.trip->name))`;
  const stored = new Set(known.map(({ at }) => at));
  return trips.filter((_, i) => !stored.has(i + 1));
}
