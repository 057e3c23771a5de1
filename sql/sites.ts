import type { OwnerSql } from "../db/client.ts";
import type { AdminSql, ScopedSql } from "../db/scope.ts";
import type { Site } from "../domain/site.ts";

type Reader = ScopedSql | AdminSql | OwnerSql;

const columns = (sql: Reader) =>
  sql`site_uuid, client_site_id, client_site_name, country, region, asset_type::text as asset_type,
    orientation, tilt, latitude, longitude, altitude_m, capacity_kw, inverter_capacity_kw,
    module_capacity_kw, time_zone, note, active`;

/** A page of the caller's active sites by name. One row more than `limit`: there is a next page. */
export async function list(sql: ScopedSql, { limit = 50, offset = 0 } = {}): Promise<Site[]> {
  return await sql<Site[]>`
    select ${columns(sql)} from sites where active is not false
    order by lower(client_site_name), client_site_id, site_uuid
    limit ${limit + 1} offset ${offset}`;
}

/** The caller's sites after a site in the order of UUIDs: for scripts that walk all of them. */
export async function listAfter(
  sql: ScopedSql,
  { limit, after }: { limit: number; after?: string },
): Promise<Site[]> {
  return await sql<Site[]>`
    select ${columns(sql)} from sites
    where active is not false ${after ? sql`and site_uuid > ${after}` : sql``}
    order by site_uuid limit ${limit + 1}`;
}

/** The site, active or not, if the caller's group has it. */
export async function find(sql: ScopedSql, siteUuid: string): Promise<Site | undefined> {
  const [site] = await sql<Site[]>`
    select ${columns(sql)} from sites where site_uuid = ${siteUuid}`;
  return site;
}

/** Every active site of every group: for jobs. */
export async function listActive(sql: OwnerSql): Promise<Site[]> {
  return await sql<Site[]>`
    select ${columns(sql)} from sites where active is not false order by site_uuid`;
}
