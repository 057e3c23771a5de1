import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import { type NamedTwin, NEAR_DEGREES, shrinkAt } from "../../domain/sites/near.ts";
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

/**
 * Returns up to five of the caller's sites within 50 m, or with the same client's number, the near
 * ones first.
 */
export async function duplicatesOf(
  sql: ScopedSql | AdminSql,
  { latitude, longitude, client_site_id = null }: Compared,
): Promise<Duplicate[]> {
  const degrees = NEAR_DEGREES;
  const shrink = shrinkAt(latitude);
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

/** Returns all sites of the caller's group, active or not, with what new ones are compared by. */
export async function twinsOfGroup(sql: ScopedSql): Promise<NamedTwin[]> {
  return await sql<NamedTwin[]>`
    select site_uuid, client_site_id, client_site_name, latitude, longitude from sites`;
}
