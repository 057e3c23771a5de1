import type { OwnerTransaction } from "../kit/queries.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { Site } from "../../domain/sites/site.ts";

/** What a file can name a site by, and in whose zone its times may be. */
export type NamedPlace = Pick<
  Site,
  | "site_uuid"
  | "client_site_id"
  | "client_site_name"
  | "time_zone"
  | "latitude"
  | "longitude"
  | "capacity_kw"
>;

/**
 * Returns the sites that a scope sees. With the owner's rights, too: the import of a file opens the
 * scope of its user in a transaction of the owner's.
 */
export async function inScope(sql: ScopedSql | OwnerTransaction): Promise<NamedPlace[]> {
  return await sql<NamedPlace[]>`
    select site_uuid, client_site_id, client_site_name, time_zone, latitude, longitude, capacity_kw
    from sites where site_uuid = any((select app.visible_sites())::uuid[])
    order by site_uuid`;
}
