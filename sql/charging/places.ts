import type { ScopedSql } from "../../db/scope.ts";
import type { NewLocation } from "../../domain/charging/location.ts";
import { findPlace } from "../../domain/charging/places.ts";
import { add, update } from "./locations.ts";

/** A place as it is found by, and called: `findPlace` of domain/charging/places.ts. */
export interface KnownPlace {
  id: number;
  location_name: string;
  location_type: string | null;
  network_id: number | null;
  site_uuid: string | null;
  address: string | null;
  latitude: number | null;
  longitude: number | null;
  is_verified: boolean;
}

/** Returns all places of the caller's group, the oldest first. A place that is a site is where that is. */
export async function knownPlaces(sql: ScopedSql): Promise<KnownPlace[]> {
  return await sql<KnownPlace[]>`
    select l.id, l.location_name, l.location_type, l.network_id, l.site_uuid, l.address, l.is_verified,
      coalesce(s.latitude, l.latitude::float8) as latitude,
      coalesce(s.longitude, l.longitude::float8) as longitude
    from ev_location_lookup l left join sites s on s.site_uuid = l.site_uuid order by l.id`;
}

/**
 * Returns the place that a program means: the nearest within `metres`, else the one with the same
 * address. Makes one where there is none, which somebody has to confirm (`is_verified` false).
 * Undefined without coordinates and address. Two requests at once make one place.
 */
export async function findOrMakePlace(
  sql: ScopedSql,
  sought: NewLocation,
  { metres, source_system }: { metres: number; source_system: string },
): Promise<KnownPlace | undefined> {
  if (sought.latitude === null && !sought.address?.trim()) return undefined;
  await sql`select pg_advisory_xact_lock(hashtextextended(
    'places of ' || app.charging_group()::text, 0))`;
  const known = findPlace(await knownPlaces(sql), sought, metres);
  if (known) return await completed(sql, known, sought);
  const id = await add(sql, sought, { source_system });
  return { ...sought, id, is_verified: false };
}

/** Gives a place that nobody has confirmed what it lacks and the request knows. */
async function completed(
  sql: ScopedSql,
  known: KnownPlace,
  { address, latitude, longitude }: NewLocation,
): Promise<KnownPlace> {
  const lacks = known.address === null && address !== null ||
    known.latitude === null && latitude !== null;
  if (known.is_verified || !lacks) return known;
  const point = known.latitude === null ? { latitude, longitude } : {};
  const changes = { address: known.address ?? address, ...point };
  await update(sql, known.id, changes);
  return { ...known, ...changes };
}
