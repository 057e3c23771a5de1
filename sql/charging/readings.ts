import type { ScopedSql } from "../../db/scope.ts";
import {
  type Reading,
  type ReadingKind,
  type StoredReadings,
  TIME_COLUMN,
} from "../../domain/charging/readings.ts";
import { json } from "../kit/json.ts";

/** SQL of a kind of readings: its table, the column of its times, and the columns that it writes. */
const PARTS = {
  battery: (sql: ScopedSql) => ({
    table: sql`ev_battery_status`,
    time: sql`recorded_at`,
    columns: sql`device_id, recorded_at, hv_battery_soc, hv_battery_actual_soc, hv_battery_voltage,
      hv_battery_amperage, hv_battery_kw, hv_battery_capacity, hv_battery_range,
      hv_battery_max_range, hv_battery_temperature, lv_battery_level, lv_battery_voltage,
      motor_voltage, motor_amperage, motor_kw, performance_status, source_system`,
  }),
  status: (sql: ScopedSql) => ({
    table: sql`ev_vehicle_status`,
    time: sql`recorded_at`,
    columns: sql`device_id, recorded_at, odometer, speed, accelerator_position, brake_status,
      gear_position, parking_brake, ignition_status, remote_start_status, coolant_temp,
      torque_at_transmission, door_lock_status, tire_pressure, indicators, brake_torque,
      wheel_torque_status, yaw_rate, acceleration, engine_speed, outside_temperature,
      cabin_temperature, deep_sleep_status, device_connectivity, evcc_status, seatbelt_status,
      remote_start_countdown, source_system`,
  }),
  trips: (sql: ScopedSql) => ({
    table: sql`ev_trip_metrics`,
    time: sql`start_time`,
    columns: sql`device_id, start_time, end_time, distance, duration, energy_consumed, efficiency,
      range_regenerated, ambient_temp, cabin_temp, outside_air_temp, driving_score, speed_score,
      acceleration_score, deceleration_score, electrical_efficiency, brake_torque, is_complete,
      source_system`,
  }),
  positions: (sql: ScopedSql) => ({
    table: sql`ev_location`,
    time: sql`recorded_at`,
    columns: sql`device_id, recorded_at, latitude, longitude, gps_accuracy, altitude,
      compass_direction, address, location_type, source_system`,
  }),
};

/**
 * Stores readings of a vehicle, told apart by their times. A time that is stored already gets the
 * values that it lacks; where it has another value, nothing of the reading is written. Of several
 * readings of one time in a request, the first one counts as stored before the others.
 */
export async function store(
  sql: ScopedSql,
  kind: ReadingKind,
  deviceId: string,
  readings: readonly Reading[],
): Promise<StoredReadings> {
  if (readings.length === 0) return { inserted: 0, enriched: 0, unchanged: 0, conflicting: 0 };
  const { first, unchanged, conflicting } = firstOfEachTime(kind, readings);
  const known = first.map((reading) => {
    const kept = Object.entries(reading).filter(([, value]) => value != null);
    const complete = kind === "trips" ? { is_complete: false } : {};
    return { ...complete, ...Object.fromEntries(kept), device_id: deviceId };
  });
  const { table, time, columns } = PARTS[kind](sql);
  await sql`select pg_advisory_xact_lock(hashtextextended(
    ${`${kind} of ${deviceId} of `} || app.charging_group()::text, 0))`;
  const [row] = await sql<{ inserted: number; enriched: number; conflicting: number }[]>`
    with sent as (
      select value - 'source_system' - 'is_complete' as facts, value as whole, (value->>${
    TIME_COLUMN[kind]
  })::timestamptz as at
      from jsonb_array_elements(${json(sql, known)}::jsonb)),
    met as (
      select s.facts, s.whole, s.at, t.id, f.adds, f.contradicts
      from sent s left join lateral (
        select t.id, to_jsonb(t) as stored from ${table} t
        where t.device_id = ${deviceId} and t.${time} = s.at order by t.id limit 1) t on true
      left join lateral (
        select bool_or(jsonb_typeof(t.stored->e.key) = 'null') as adds,
          bool_or(jsonb_typeof(t.stored->e.key) <> 'null' and t.stored->e.key <> e.value) as contradicts
        from jsonb_each(s.facts) e
        where t.id is not null and e.key not in ('device_id', 'recorded_at', 'start_time', 'end_time'))
        f on true),
    inserted as (
      insert into ${table} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${table},
        (select coalesce(jsonb_agg(whole), '[]') from met where id is null))
      returning 1),
    enriched as (
      update ${table} t set (${columns}) = (
        select ${columns} from jsonb_populate_record(t, m.facts - ${TIME_COLUMN[kind]}::text) r)
      from met m where t.id = m.id and m.adds and not m.contradicts returning 1)
    select (select count(*)::int from inserted) as inserted,
      (select count(*)::int from enriched) as enriched,
      (select count(*)::int from met where id is not null and contradicts) as conflicting`;
  const { inserted, enriched } = row!;
  return {
    inserted,
    enriched,
    unchanged: unchanged + first.length - inserted - enriched - row!.conflicting,
    conflicting: conflicting + row!.conflicting,
  };
}

/** Keeps the first reading of each time; counts the others by whether they say the same. */
function firstOfEachTime(kind: ReadingKind, readings: readonly Reading[]) {
  const byTime = Map.groupBy(readings, (reading) => {
    const at = Temporal.Instant.from(String(reading[TIME_COLUMN[kind]]));
    return at.epochNanoseconds / 1000n;
  });
  const first = [...byTime.values()].map(([reading]) => reading!);
  const more = [...byTime.values()].flatMap(([one, ...others]) =>
    others.map((other) =>
      Object.entries(other).every(([name, value]) =>
        name === TIME_COLUMN[kind] || JSON.stringify(one![name] ?? null) === JSON.stringify(value)
      )
    )
  );
  const unchanged = more.filter((isSame) => isSame).length;
  return { first, unchanged, conflicting: more.length - unchanged };
}

/** Which readings: of a half-open range, after (older than) the last row of the page before. */
export interface ReadingRange {
  start?: string;
  end?: string;
  before?: { at: string; id: number };
  limit: number;
}

/** A stored reading with the key by which pages go on. */
export type StoredReading = Reading & { id: number; at: string };

/** Returns readings of a vehicle, the newest first; one more than `limit` when there are more. */
export async function list(
  sql: ScopedSql,
  kind: ReadingKind,
  deviceId: string,
  { start, end, before, limit }: ReadingRange,
): Promise<StoredReading[]> {
  const { table, time } = PARTS[kind](sql);
  const rows = await sql<{ id: number; at: string; facts: Reading }[]>`
    select t.id, t.${time} as at, to_jsonb(t) as facts from ${table} t
    where t.device_id = ${deviceId} and t.${time} is not null
      and t.${time} >= ${start ?? "-infinity"}::timestamptz
      and t.${time} < ${end ?? "infinity"}::timestamptz
      and (${before?.at ?? null}::timestamptz is null
        or (t.${time}, t.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? 0}))
    order by t.${time} desc, t.id desc limit ${limit + 1}`;
  return rows.map(({ id, at, facts }) => ({ ...facts, id, at }));
}

/** Returns the newest position of a vehicle; undefined without one. */
export async function lastPosition(
  sql: ScopedSql,
  deviceId: string,
): Promise<{ recorded_at: string; latitude: number; longitude: number } | undefined> {
  const [position] = await sql<{ recorded_at: string; latitude: number; longitude: number }[]>`
    select recorded_at, latitude::float8 as latitude, longitude::float8 as longitude
    from ev_location where device_id = ${deviceId} and latitude is not null
      and longitude is not null order by recorded_at desc limit 1`;
  return position;
}

/** Counts the positions of the caller's group. */
export async function countPositions(sql: ScopedSql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from ev_location`;
  return row!.count;
}

/** Deletes the positions of the caller's group. Returns how many there were. */
export async function removePositions(sql: ScopedSql): Promise<number> {
  const removed = await sql`delete from ev_location returning 1`;
  return removed.length;
}
