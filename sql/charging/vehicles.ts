import type { ScopedSql } from "../../db/scope.ts";
import { AppError } from "../../domain/errors.ts";
import type { ListedVehicle, NewVehicle, VehicleEdit } from "../../domain/charging/vehicle.ts";
import { json } from "../kit/json.ts";

/**
 * SQL: the columns of a ListedVehicle, from `ev_vehicles` v, with the newest reading of its
 * battery that has a state of charge.
 */
const columns = (sql: ScopedSql) =>
  sql`v.id, v.device_id, v.display_name, v.make, v.model, v.year, v.trim,
    v.battery_capacity_kwh::float8 as battery_capacity_kwh, v.vin, v.source_system, v.created_at,
    (select count(*)::int from ev_charging_session s where s.device_id = v.device_id) as sessions,
    b.soc, b.range_km, b.recorded_at`;

/** SQL: the tables that `columns` reads. */
const tables = (sql: ScopedSql) =>
  sql`ev_vehicles v left join lateral (
    select r.hv_battery_soc::float8 as soc, r.hv_battery_range::float8 as range_km, r.recorded_at
    from ev_battery_status r
    where r.site_group_uuid = v.site_group_uuid and r.device_id = v.device_id
      and r.hv_battery_soc is not null
    order by r.recorded_at desc limit 1) b on true`;

/** Returns the vehicles of the caller's group by name. */
export async function list(sql: ScopedSql): Promise<ListedVehicle[]> {
  return await sql<ListedVehicle[]>`
    select ${columns(sql)} from ${tables(sql)} order by lower(v.display_name), v.id`;
}

/**
 * Returns the vehicles after one of them, by name, for programs that read page after page. A row more
 * than `limit` means that there is a next page. Undefined when the group has no vehicle `after`.
 */
export async function listAfter(
  sql: ScopedSql,
  { after, limit }: { after?: number; limit: number },
): Promise<ListedVehicle[] | undefined> {
  const rows = await sql<ListedVehicle[]>`
    select ${columns(sql)} from ${tables(sql)}
    where ${after === undefined} or (lower(v.display_name), v.id) > (
      select lower(a.display_name), a.id from ev_vehicles a where a.id = ${after ?? null}::int)
    order by lower(v.display_name), v.id limit ${limit + 1}`;
  if (rows.length > 0 || after === undefined) return rows;
  const [there] = await sql`select id from ev_vehicles where id = ${after}`;
  return there && rows;
}

/** Returns a vehicle of the caller's group by what sessions and readings call it. */
export async function find(sql: ScopedSql, deviceId: string): Promise<ListedVehicle | undefined> {
  const [vehicle] = await sql<ListedVehicle[]>`
    select ${columns(sql)} from ${tables(sql)} where v.device_id = ${deviceId}`;
  return vehicle;
}

/**
 * Returns the device id of the group's vehicle that has it, or whose VIN it is, whatever the case.
 * Adds a vehicle where there is none.
 */
export async function findOrMake(
  sql: ScopedSql,
  deviceId: string,
  source_system: string,
): Promise<string> {
  const [known] = await sql<{ device_id: string }[]>`
    select device_id from ev_vehicles
    where lower(device_id) = lower(${deviceId}) or lower(vin) = lower(${deviceId})
    order by device_id = ${deviceId} desc, id limit 1`;
  if (known) return known.device_id;
  const vin = deviceId.length === 17 ? deviceId.toUpperCase() : null;
  await sql`
    insert into ev_vehicles (device_id, display_name, vin, source_system)
    values (${deviceId}, ${vin ?? deviceId}, ${vin}, ${source_system}) on conflict do nothing`;
  return deviceId;
}

/** Adds a vehicle. Throws "invalid" at the field when the group has one of that device id or VIN. */
export async function add(sql: ScopedSql, vehicle: NewVehicle): Promise<void> {
  await checkUnique(sql, vehicle);
  await sql`
    insert into ev_vehicles
      (device_id, display_name, make, model, year, trim, battery_capacity_kwh, vin)
    values (${vehicle.device_id}, ${vehicle.display_name}, ${vehicle.make}, ${vehicle.model},
      ${vehicle.year}, ${vehicle.trim}, ${vehicle.battery_capacity_kwh}, ${vehicle.vin})`;
}

/**
 * Writes exactly what `changes` has. With another device id, sessions and readings of the vehicle go
 * with it. Returns false without such a vehicle.
 */
export async function update(
  sql: ScopedSql,
  deviceId: string,
  changes: VehicleEdit,
): Promise<boolean> {
  await checkUnique(sql, changes, deviceId);
  const written = await sql`
    update ev_vehicles v
    set (device_id, display_name, make, model, year, trim, battery_capacity_kwh, vin) = (
      select r.device_id, r.display_name, r.make, r.model, r.year, r.trim, r.battery_capacity_kwh,
        r.vin
      from jsonb_populate_record(v, ${json(sql, changes)}::jsonb) r)
    where v.device_id = ${deviceId} returning 1`;
  const { device_id: other = deviceId } = changes;
  if (written.length > 0 && other !== deviceId) await rename(sql, deviceId, other);
  return written.length > 0;
}

async function rename(sql: ScopedSql, from: string, to: string): Promise<void> {
  await sql`update ev_charging_session set device_id = ${to} where device_id = ${from}`;
  await sql`update ev_battery_status set device_id = ${to} where device_id = ${from}`;
  await sql`update ev_vehicle_status set device_id = ${to} where device_id = ${from}`;
  await sql`update ev_trip_metrics set device_id = ${to} where device_id = ${from}`;
  await sql`update ev_location set device_id = ${to} where device_id = ${from}`;
}

async function checkUnique(sql: ScopedSql, changes: VehicleEdit, own?: string): Promise<void> {
  const { device_id = null, vin = null } = changes;
  const [taken] = await sql<{ device: boolean; vin: boolean }[]>`
    select coalesce(bool_or(device_id = ${device_id}::text), false) as device,
      coalesce(bool_or(vin = ${vin}::text), false) as vin
    from ev_vehicles where device_id is distinct from ${own ?? null}::text`;
  const fields = [
    ...(taken!.device ? [takenFault("device_id", "device id")] : []),
    ...(taken!.vin ? [takenFault("vin", "VIN")] : []),
  ];
  if (fields.length > 0) throw new AppError("invalid", fields[0]!.message, { fields });
}

const takenFault = (field: string, what: string) => ({
  field,
  message: `Another vehicle of your group has this ${what}.`,
});

/** What is deleted with a vehicle, and what stays. */
export interface VehicleTraces {
  sessions: number;
  readings: number;
  positions: number;
}

/** Counts the sessions that name a vehicle, and its readings. */
export async function traces(sql: ScopedSql, deviceId: string): Promise<VehicleTraces> {
  const [row] = await sql<VehicleTraces[]>`
    select (select count(*)::int from ev_charging_session where device_id = ${deviceId}) as sessions,
      (select count(*)::int from ev_battery_status where device_id = ${deviceId})
        + (select count(*)::int from ev_vehicle_status where device_id = ${deviceId})
        + (select count(*)::int from ev_trip_metrics where device_id = ${deviceId}) as readings,
      (select count(*)::int from ev_location where device_id = ${deviceId}) as positions`;
  return row!;
}

/** Deletes a vehicle with its readings and positions; its sessions stay in the logbook. */
export async function remove(sql: ScopedSql, deviceId: string): Promise<boolean> {
  await sql`delete from ev_battery_status where device_id = ${deviceId}`;
  await sql`delete from ev_vehicle_status where device_id = ${deviceId}`;
  await sql`delete from ev_trip_metrics where device_id = ${deviceId}`;
  await sql`delete from ev_location where device_id = ${deviceId}`;
  const removed = await sql`delete from ev_vehicles where device_id = ${deviceId} returning 1`;
  return removed.length > 0;
}
