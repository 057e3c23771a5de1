import type { ScopedSql } from "../../db/scope.ts";
import type { NewStall, Stall, StallEdit } from "../../domain/charging/location.ts";
import { json } from "../kit/json.ts";

/** SQL: the columns of a Stall. */
const columns = (sql: ScopedSql) =>
  sql`id, location_id, stall_label, charger_type, rated_kw::float8 as rated_kw,
    voltage::float8 as voltage, amperage::float8 as amperage, connector_type, notes, is_default`;

/** Returns the stalls of a location of the caller's group, the default first. */
export async function list(sql: ScopedSql, locationId: number): Promise<Stall[]> {
  return await sql<Stall[]>`
    select ${columns(sql)} from ev_charger_stalls where location_id = ${locationId}
    order by is_default desc, lower(stall_label), id`;
}

/** Returns a stall of a location; undefined without one. */
export async function find(
  sql: ScopedSql,
  locationId: number,
  id: number,
): Promise<Stall | undefined> {
  const [stall] = await sql<Stall[]>`
    select ${columns(sql)} from ev_charger_stalls where location_id = ${locationId} and id = ${id}`;
  return stall;
}

/** Adds a stall; the first one of a location becomes its default. Returns its id. */
export async function add(sql: ScopedSql, locationId: number, stall: NewStall): Promise<number> {
  await holdLocation(sql, locationId);
  const [made] = await sql<{ id: number }[]>`
    insert into ev_charger_stalls (location_id, stall_label, charger_type, rated_kw, voltage,
      amperage, connector_type, notes, is_default)
    values (${locationId}, ${stall.stall_label}, ${stall.charger_type}, ${stall.rated_kw},
      ${stall.voltage}, ${stall.amperage}, ${stall.connector_type}, ${stall.notes}, false)
    returning id`;
  await keepOneDefault(sql, locationId, stall.is_default ? made!.id : null);
  return made!.id;
}

/**
 * Writes exactly what `changes` has. A stall that becomes the default takes that from the other one;
 * the default itself cannot be given up without another one. Returns false without such a stall.
 */
export async function update(
  sql: ScopedSql,
  locationId: number,
  id: number,
  { is_default, ...changes }: StallEdit,
): Promise<boolean> {
  await holdLocation(sql, locationId);
  const written = await sql`
    update ev_charger_stalls t
    set (stall_label, charger_type, rated_kw, voltage, amperage, connector_type, notes) = (
      select r.stall_label, r.charger_type, r.rated_kw, r.voltage, r.amperage, r.connector_type,
        r.notes
      from jsonb_populate_record(t, ${json(sql, changes)}::jsonb) r)
    where t.location_id = ${locationId} and t.id = ${id} returning 1`;
  if (written.length > 0) await keepOneDefault(sql, locationId, is_default ? id : null);
  return written.length > 0;
}

/** Deletes a stall; if it was the default, the oldest one left becomes it. Its sessions stay. */
export async function remove(sql: ScopedSql, locationId: number, id: number): Promise<boolean> {
  await holdLocation(sql, locationId);
  await sql`update ev_charging_session set stall_id = null where stall_id = ${id}
    and location_id = ${locationId}`;
  const removed = await sql`
    delete from ev_charger_stalls where location_id = ${locationId} and id = ${id} returning 1`;
  await keepOneDefault(sql, locationId, null);
  return removed.length > 0;
}

/** Makes other writers of the location's stalls wait for this transaction. */
const holdLocation = (sql: ScopedSql, locationId: number) =>
  sql`select 1 from ev_location_lookup where id = ${locationId} for update`;

/** Makes `chosen`, else the present default, else the oldest stall the only default of a location. */
async function keepOneDefault(sql: ScopedSql, locationId: number, chosen: number | null) {
  await sql`
    update ev_charger_stalls t set is_default = t.id = d.id
    from (select id from ev_charger_stalls where location_id = ${locationId}
      order by id = ${chosen}::int desc nulls last, is_default desc, id limit 1) d
    where t.location_id = ${locationId} and t.is_default is distinct from (t.id = d.id)`;
}
