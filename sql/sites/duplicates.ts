import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { NamedSite } from "../../domain/sites/site.ts";

/** A site that may be the same as another one. */
export interface Duplicate extends NamedSite {
  /** Whether it is at the same place; otherwise it has the same client's number. */
  is_near: boolean;
}

/** What another site is compared by. */
export interface Compared {
  latitude: number;
  longitude: number;
  client_site_id?: number | null;
}

/** Metres of a degree of latitude, and the distance at which two sites count as one place. */
const METRES_A_DEGREE = 111_320;
const NEAR_METRES = 50;

/**
 * Returns up to five of the caller's sites within 50 m, or with the same client's number, the near
 * ones first.
 */
export async function duplicatesOf(
  sql: ScopedSql | AdminSql,
  { latitude, longitude, client_site_id = null }: Compared,
): Promise<Duplicate[]> {
  const degrees = NEAR_METRES / METRES_A_DEGREE;
  const shrink = Math.max(1e-6, Math.cos(latitude * Math.PI / 180));
  return await (sql as ScopedSql)<Duplicate[]>`
    select * from (
      select site_uuid, client_site_id, client_site_name,
        coalesce(abs(latitude - ${latitude}) <= ${degrees}
          and ((latitude - ${latitude}) ^ 2 + (${shrink} *
            least(abs(longitude - ${longitude}), 360 - abs(longitude - ${longitude}))) ^ 2)
            <= ${degrees}::float8 ^ 2, false) as is_near
      from sites) s
    where is_near or client_site_id = ${client_site_id}
    order by is_near desc, lower(client_site_name), site_uuid limit 5`;
}
