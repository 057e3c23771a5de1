import type { ScopedSql } from "../../db/scope.ts";
import type { NewSession, SessionChanges } from "../../domain/charging/session_input.ts";
import { AppError } from "../../domain/errors.ts";
import { milliseconds } from "../../domain/time/time.ts";
import { json } from "../kit/json.ts";
import type { Fragment } from "../kit/queries.ts";
import { keepOwn as keepGroupZone } from "./group_zones.ts";
import { wrongLinks } from "./session_links.ts";
import { keep as keepZones } from "./site_zones.ts";

/** How a cost that a person or a program gives counts, and what the sessions came from. */
export interface Origin {
  cost_source: "manual" | "imported";
  source_system: string;
}

/** SQL: the columns that forms and programs write. */
const written = (sql: ScopedSql): Fragment =>
  sql`device_id, site_uuid, location_id, location_name, location_type, network_id, charge_type,
    session_start_utc, session_end_utc, charge_duration_seconds, plugged_in_duration_seconds,
    energy_kwh, charging_kw, max_power, min_power, charging_voltage, charging_amperage, start_soc,
    end_soc, cost, cost_without_overrides, currency, is_free, is_complete, miles_added, address,
    latitude, longitude, evse_voltage, evse_amperage, evse_kw, evse_energy_kwh, evse_max_power_kw,
    charger_rated_kw, evse_source, stall_id, note, cost_source`;

/** SQL: the same columns of the record `r`. */
const writtenOf = (sql: ScopedSql): Fragment =>
  sql`r.device_id, r.site_uuid, r.location_id, r.location_name, r.location_type, r.network_id,
    r.charge_type, r.session_start_utc, r.session_end_utc, r.charge_duration_seconds,
    r.plugged_in_duration_seconds, r.energy_kwh, r.charging_kw, r.max_power, r.min_power,
    r.charging_voltage, r.charging_amperage, r.start_soc, r.end_soc, r.cost,
    r.cost_without_overrides, r.currency, r.is_free, r.is_complete, r.miles_added, r.address,
    r.latitude, r.longitude, r.evse_voltage, r.evse_amperage, r.evse_kw, r.evse_energy_kwh,
    r.evse_max_power_kw, r.charger_rated_kw, r.evse_source, r.stall_id, r.note, r.cost_source`;

/** What became of the sessions of a request; the counts add up to those that were sent. */
export interface Inserted {
  inserted: number;
  /** Stored already with the same values, or sent twice. */
  unchanged: number;
  /** Not stored: a session with this session_id has other values. */
  conflicting: number;
  first_conflict: string | null;
}

type Sent = NewSession & { session_id: string };

/**
 * Adds sessions to the caller's group, those alone whose session_id it has not. Sites, networks,
 * locations and stalls must be the group's (`wrongLinks`).
 */
export async function insertAll(
  sql: ScopedSql,
  sessions: readonly Sent[],
  origin: Origin,
): Promise<Inserted> {
  const rows = sessions.map((session, at) => ({
    is_complete: true,
    ...origin,
    ...session,
    cost_source: session.cost == null ? null : origin.cost_source,
    row: at,
  }));
  await keepGroupZone(sql);
  await keepZones(sql, sessions);
  const made = await sql<{ session_id: string }[]>`
    insert into ev_charging_session (session_id, source_system, ${written(sql)})
    select distinct on (r.session_id) r.session_id, r.source_system, ${writtenOf(sql)}
    from jsonb_array_elements(${json(sql, rows)}::jsonb) e (sent)
      cross join lateral jsonb_populate_record(null::ev_charging_session, e.sent) r
    order by r.session_id, (e.sent->>'row')::int
    on conflict (session_id, site_group_uuid) do nothing
    returning session_id`;
  const inserted = new Set(made.map(({ session_id }) => session_id));
  const others = sessions.map((session, at) => ({ session, at }));
  return await judged(sql, others, inserted);
}

/** Tells the sessions that were not inserted apart: as those that are stored, or other than they. */
async function judged(
  sql: ScopedSql,
  sent: readonly { session: Sent; at: number }[],
  inserted: ReadonlySet<string>,
): Promise<Inserted> {
  const firsts = new Set<string>();
  const rest = sent.filter(({ session: { session_id } }) => {
    const id = session_id.toLowerCase();
    const isFirst = inserted.has(id) && !firsts.has(id);
    firsts.add(id);
    return !isFirst;
  });
  const same = rest.length === 0 ? new Set<number>() : await sameAsStored(sql, rest);
  const conflicts = rest.filter(({ at }) => !same.has(at));
  const [first] = conflicts;
  return {
    inserted: inserted.size,
    unchanged: same.size,
    conflicting: conflicts.length,
    first_conflict: first ? `Session ${first.at + 1}` : null,
  };
}

/** Returns the places of the sessions whose given values are those that are stored. */
async function sameAsStored(
  sql: ScopedSql,
  sent: readonly { session: Sent; at: number }[],
): Promise<Set<number>> {
  const rows = sent.map(({ session, at }) => ({ at, session_id: session.session_id, session }));
  const same = await sql<{ at: number }[]>`
    select (e.sent->>'at')::int as at
    from jsonb_array_elements(${json(sql, rows)}::jsonb) e (sent)
      join ev_charging_session s on s.session_id = (e.sent->>'session_id')::uuid
    where jsonb_populate_record(s, e.sent->'session') is not distinct from s`;
  return new Set(same.map(({ at }) => at));
}

/** Adds one session, and returns its session_id. Throws "invalid" at a field that points nowhere. */
export async function create(
  sql: ScopedSql,
  session: NewSession,
  origin: Origin,
): Promise<string> {
  await refuseWrongLinks(sql, session);
  const session_id = session.session_id ?? crypto.randomUUID();
  const { inserted } = await insertAll(sql, [{ ...session, session_id }], origin);
  if (inserted === 1) return session_id;
  throw new AppError("conflict", "Your group has a session with this session_id already.");
}

/** What became of an edit. */
export type Update = "updated" | "changed meanwhile" | "not found";

/**
 * Writes exactly the columns that `changes` has, NULL for null; a cost that somebody gives counts as
 * manual. With `version`, writes only while the session has that version, else returns "changed
 * meanwhile". Edits at once wait for each other. Throws "invalid" at a field that points nowhere.
 */
export async function update(
  sql: ScopedSql,
  sessionId: string,
  changes: SessionChanges,
  version?: number,
): Promise<Update> {
  const [before] = await sql<(Times & { version: number })[]>`
    select version, session_start_utc, session_end_utc from ev_charging_session
    where session_id = ${sessionId}::uuid for no key update`;
  if (!before) return "not found";
  if (version !== undefined && before.version !== version) return "changed meanwhile";
  refuseEndBeforeStart(before, changes);
  await refuseWrongLinks(sql, changes);
  await writeAll(sql, [sessionId], changes);
  return "updated";
}

interface Times {
  session_start_utc: string | null;
  session_end_utc: string | null;
}

/** An edit may bring one of the two times: it has to fit the other one, which is stored. */
function refuseEndBeforeStart(before: Times, changes: SessionChanges): void {
  const { session_start_utc: start, session_end_utc: end } = { ...before, ...changes };
  if (!start || !end || milliseconds(start) <= milliseconds(end)) return;
  const field = changes.session_end_utc === undefined ? "session_start_utc" : "session_end_utc";
  const message = "The end must not be before the start.";
  throw new AppError("invalid", message, { fields: [{ field, message }] });
}

/** Writes exactly the columns that `changes` has into several sessions; returns how many there were. */
export async function updateAll(
  sql: ScopedSql,
  sessionIds: readonly string[],
  changes: SessionChanges,
): Promise<number> {
  await refuseWrongLinks(sql, changes);
  return await writeAll(sql, sessionIds, changes);
}

async function writeAll(
  sql: ScopedSql,
  sessionIds: readonly string[],
  changes: SessionChanges,
): Promise<number> {
  const source = changes.cost === undefined
    ? {}
    : { cost_source: changes.cost === null ? null : "manual" };
  await keepZones(sql, [changes]);
  const rows = await sql`
    update ev_charging_session s set (${written(sql)}) = (
      select ${writtenOf(sql)}
      from jsonb_populate_record(s, ${json(sql, { ...changes, ...source })}::jsonb) r)
    where s.session_id = any(${[...sessionIds]}::uuid[]) returning 1`;
  return rows.length;
}

/** Removes a session; its history stays. Returns false without such a session. */
export async function remove(sql: ScopedSql, sessionId: string): Promise<boolean> {
  const rows = await sql`
    delete from ev_charging_session where session_id = ${sessionId}::uuid returning 1`;
  return rows.length > 0;
}

async function refuseWrongLinks(sql: ScopedSql, changes: SessionChanges): Promise<void> {
  const wrong = await wrongLinks(sql, [changes]);
  if (wrong.length === 0) return;
  const fields = wrong.map(({ field, message }) => ({ field, message }));
  throw new AppError("invalid", fields[0]!.message, { fields });
}
