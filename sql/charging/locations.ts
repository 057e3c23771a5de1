import type { ScopedSql } from "../../db/scope.ts";
import type {
  ChargingLocation,
  ListedLocation,
  LocationEdit,
  NewLocation,
} from "../../domain/charging/location.ts";
import { AppError } from "../../domain/errors.ts";
import { json } from "../kit/json.ts";
import { limited, type Part } from "../kit/page.ts";
import { keep as keepZones } from "./site_zones.ts";

/**
 * SQL: the columns of a ListedLocation, from `ev_location_lookup` l, `ev_charging_networks` n and
 * `sites` s: a location that is a site is where the site is.
 */
const columns = (sql: ScopedSql) =>
  sql`l.id, l.location_name, l.location_type, l.network_id, n.network_name, l.site_uuid, l.address,
    coalesce(s.latitude, l.latitude::float8) as latitude,
    coalesce(s.longitude, l.longitude::float8) as longitude,
    l.cost_per_kwh::float8 as cost_per_kwh, l.notes, l.is_verified, l.source_system,
    (select count(*)::int from ev_charging_session x where x.location_id = l.id) as sessions,
    (select count(*)::int from ev_charger_stalls x where x.location_id = l.id) as stalls`;

/** SQL: the tables that `columns` reads. */
const tables = (sql: ScopedSql) =>
  sql`ev_location_lookup l left join ev_charging_networks n on n.id = l.network_id
    left join sites s on s.site_uuid = l.site_uuid`;

/**
 * Returns the locations of the caller's group by name, with counts of what hangs on them: all of
 * them, or those of a page and one more, which says that there is a next page.
 */
export async function list(sql: ScopedSql, part?: Part): Promise<ListedLocation[]> {
  return await sql<ListedLocation[]>`
    select ${columns(sql)} from ${tables(sql)} order by lower(l.location_name), l.id
    ${limited(sql, part)}`;
}

/** Returns the locations of one of the caller's networks, by name. */
export async function ofNetwork(sql: ScopedSql, networkId: number): Promise<ListedLocation[]> {
  return await sql<ListedLocation[]>`
    select ${columns(sql)} from ${tables(sql)} where l.network_id = ${networkId}
    order by lower(l.location_name), l.id`;
}

/**
 * Returns the locations after one of them, for programs that read page after page; the first ones
 * without `after`. A row more than `limit` means that there is a next page. Undefined when the group
 * has no location `after`.
 */
export async function listAfter(
  sql: ScopedSql,
  { after, limit }: { after?: number; limit: number },
): Promise<ListedLocation[] | undefined> {
  if (after === undefined) return await list(sql, { limit, offset: 0 });
  const rows = await sql<ListedLocation[]>`
    select ${columns(sql)} from ${tables(sql)}
    where (lower(l.location_name), l.id) > (
      select lower(a.location_name), a.id from ev_location_lookup a where a.id = ${after})
    order by lower(l.location_name), l.id limit ${limit + 1}`;
  return rows.length > 0 || await find(sql, after) ? rows : undefined;
}

/** Returns a location of the caller's group; undefined without one. */
export async function find(sql: ScopedSql, id: number): Promise<ListedLocation | undefined> {
  const [location] = await sql<ListedLocation[]>`
    select ${columns(sql)} from ${tables(sql)} where l.id = ${id}`;
  return location;
}

/** What made a location: a person (null), or a program, whose work somebody has to confirm. */
export type MadeBy = Pick<ChargingLocation, "source_system">;

/**
 * Adds a location. Returns its id; throws "invalid" at the field when network or site are not the
 * group's.
 */
export async function add(
  sql: ScopedSql,
  location: NewLocation,
  { source_system }: MadeBy = { source_system: null },
): Promise<number> {
  await checkLinks(sql, location);
  await keepZones(sql, [location]);
  const [made] = await sql<{ id: number }[]>`
    insert into ev_location_lookup (location_name, location_type, network_id, site_uuid, address,
      latitude, longitude, cost_per_kwh, notes, is_verified, source_system)
    values (${location.location_name}, ${location.location_type}, ${location.network_id},
      ${location.site_uuid}, ${location.address}, ${location.latitude}, ${location.longitude},
      ${location.cost_per_kwh}, ${location.notes}, ${source_system === null}, ${source_system})
    returning id`;
  return made!.id;
}

/**
 * Writes exactly what `changes` has; `is_verified: true` confirms what a machine made. Costs that the
 * location decides are counted again. When it becomes a site, its sessions that are at no site are at
 * this one, so that their sun is counted. Returns false without such a location.
 */
export async function update(
  sql: ScopedSql,
  id: number,
  changes: LocationEdit & { is_verified?: true },
): Promise<boolean> {
  await checkLinks(sql, changes);
  await keepZones(sql, [changes]);
  const written = await sql`
    update ev_location_lookup l
    set (location_name, location_type, network_id, site_uuid, address, latitude, longitude,
        cost_per_kwh, notes, is_verified) = (
      select r.location_name, r.location_type, r.network_id, r.site_uuid, r.address, r.latitude,
        r.longitude, r.cost_per_kwh, r.notes, r.is_verified
      from jsonb_populate_record(l, ${json(sql, changes)}::jsonb) r)
    where l.id = ${id} returning 1`;
  if (changes.site_uuid) {
    await sql`
      update ev_charging_session set site_uuid = ${changes.site_uuid}
      where location_id = ${id} and site_uuid is null`;
  }
  return written.length > 0;
}

/** Throws "invalid" at the field when a network or a site is none of the group's. */
async function checkLinks(
  sql: ScopedSql,
  { network_id, site_uuid }: Pick<LocationEdit, "network_id" | "site_uuid">,
): Promise<void> {
  const [row] = await sql<{ network: boolean; site: boolean }[]>`
    select
      ${network_id ?? null}::int is null
        or exists (select 1 from ev_charging_networks where id = ${network_id ?? null}) as network,
      ${site_uuid ?? null}::uuid is null
        or exists (select 1 from sites where site_uuid = ${site_uuid ?? null}) as site`;
  const fields = [
    ...(row!.network ? [] : [{ field: "network_id", message: "Your group has no such network." }]),
    ...(row!.site ? [] : [{ field: "site_uuid", message: "Your group has no such site." }]),
  ];
  if (fields.length > 0) throw new AppError("invalid", fields[0]!.message, { fields });
}

/** Deletes a location with its rates and stalls; its sessions stay, without a location. */
export async function remove(sql: ScopedSql, id: number): Promise<boolean> {
  await sql`
    update ev_charging_session set location_id = null, stall_id = null where location_id = ${id}`;
  const removed = await sql`delete from ev_location_lookup where id = ${id} returning 1`;
  return removed.length > 0;
}

/**
 * Moves sessions and stalls of a location to another one, and deletes it with its dated rates. Costs
 * are counted by the other one's rates. The other one's default stall stays the default. Throws
 * "conflict" when one of them was deleted or merged meanwhile.
 */
export async function merge(sql: ScopedSql, id: number, into: number): Promise<void> {
  const held = await sql`
    select 1 from ev_location_lookup where id in (${id}, ${into}) order by id for update`;
  if (held.length < 2) {
    const message = "This location was deleted or merged meanwhile. Look at the list again.";
    throw new AppError("conflict", message);
  }
  await sql`
    update ev_charger_stalls set location_id = ${into},
      is_default = is_default and not exists (
        select 1 from ev_charger_stalls d where d.location_id = ${into} and d.is_default)
    where location_id = ${id}`;
  await sql`
    update ev_charging_session
    set location_id = ${into}, site_uuid = coalesce(site_uuid,
      (select site_uuid from ev_location_lookup where id = ${into}))
    where location_id = ${id}`;
  await sql`delete from ev_location_lookup where id = ${id}`;
}
