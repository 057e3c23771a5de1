import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import { networkAt } from "../../domain/sites/great_britain.ts";
import type { NamedSite, Site } from "../../domain/sites/site.ts";
import type { SiteFilter } from "../../domain/sites/site_filter.ts";
import type { NewSite, SiteChanges } from "../../domain/sites/site_input.ts";

type Reader = ScopedSql | AdminSql | OwnerSql;

/** The columns of a `Site`; from `sites` alone. */
export const columns = (sql: Reader) =>
  sql`site_uuid, client_site_id, client_site_name, country, region, dno, gsp,
    asset_type::text as asset_type, orientation, tilt, latitude, longitude, altitude_m, capacity_kw,
    inverter_capacity_kw, module_capacity_kw, time_zone, note, active, version`;

/** A page of the caller's active sites by name. One row more than `limit`: there is a next page. */
export async function list(sql: ScopedSql, { limit = 50, offset = 0 } = {}): Promise<Site[]> {
  return await sql<Site[]>`
    select ${columns(sql)} from sites where active is not false
    order by lower(client_site_name), client_site_id, site_uuid
    limit ${limit + 1} offset ${offset}`;
}

/**
 * The caller's sites after a site in the order of UUIDs: for scripts that walk all of them. Without
 * a filter the active ones. A box of coordinates has its edges, and no site without coordinates; it
 * narrows what the caller sees, where the Python SDK's shows the sites of every group.
 */
export async function listAfter(
  sql: ScopedSql,
  { limit, after, ...filter }: SiteFilter & { limit: number; after?: string },
): Promise<Site[]> {
  return await sql<Site[]>`
    select ${columns(sql)} from sites
    where ${matches(sql, filter)} and ${inBox(sql, filter)}
      ${after ? sql`and site_uuid > ${after}` : sql``}
    order by site_uuid limit ${limit + 1}`;
}

function matches(sql: ScopedSql, filter: SiteFilter) {
  const { active = "true", country = null, client_site_id = null, asset_type = null } = filter;
  const { client_site_name = "", client_name } = filter;
  return sql`(${active} = 'all' or (active is not false)::text = ${active})
    and (${country}::text is null or lower(country) = lower(${country}))
    and (${client_site_id}::int is null or client_site_id = ${client_site_id}::int)
    and (${asset_type}::text is null or asset_type::text = ${asset_type})
    and (${client_site_name} = '' or strpos(lower(client_site_name), lower(${client_site_name})) > 0)
    ${
    client_name === undefined
      ? sql``
      : sql`and site_uuid = any((select app.sites_of_client(${client_name}))::uuid[])`
  }`;
}

/** Within all limits that are given; NaN, which PostgreSQL counts as the largest number, never is. */
function inBox(sql: ScopedSql, filter: SiteFilter) {
  const { latitude_min, latitude_max, longitude_min, longitude_max } = filter;
  const latitude = latitude_min === undefined && latitude_max === undefined
    ? sql`true`
    : sql`latitude between ${latitude_min ?? -90} and ${latitude_max ?? 90}`;
  const longitude = longitude_min === undefined && longitude_max === undefined
    ? sql`true`
    : sql`longitude between ${longitude_min ?? -180} and ${longitude_max ?? 180}`;
  return sql`${latitude} and ${longitude}`;
}

/** The site, active or not, if the caller's group has it. */
export async function find(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
): Promise<Site | undefined> {
  const [site] = await sql<Site[]>`
    select ${columns(sql)} from sites where site_uuid = ${siteUuid}`;
  return site;
}

/** Makes a site of the caller's group, with the DNO and GSP of its place; answers its UUID. */
export async function create(sql: ScopedSql, site: NewSite): Promise<string> {
  const [made] = await sql<{ site_uuid: string }[]>`
    select app.create_site(${sql.json({ ...site, ...networkAt(site) })}::jsonb) as site_uuid`;
  return made!.site_uuid;
}

export type Update = "updated" | "changed meanwhile" | "not found";

/**
 * Writes exactly the columns that `changes` has, NULL for null; nothing when it has none. A site
 * that is moved gets the DNO and GSP of its new place. With `version`, only if the site still is at
 * it. Two edits at once wait for each other, and each keeps the columns that the other wrote.
 */
export async function update(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
  changes: SiteChanges,
  version?: number,
): Promise<Update> {
  const wanted = version ?? null;
  const columns = sql`client_site_id, client_site_name, country, region, asset_type, orientation,
    tilt, latitude, longitude, capacity_kw, inverter_capacity_kw, module_capacity_kw, altitude_m,
    time_zone, note, dno, gsp`;
  if (Object.keys(changes).length > 0) {
    const written = { ...changes, ...await networkAfter(sql, siteUuid, changes) };
    const updated = await sql`
      update sites s set (${columns}) =
        (select ${columns} from jsonb_populate_record(s, ${sql.json(written)}::jsonb))
      where site_uuid = ${siteUuid} and (${wanted}::integer is null or version = ${wanted}::integer)
      returning 1`;
    if (updated.length > 0) return "updated";
  }
  const [site] = await sql<{ same: boolean }[]>`
    select version = coalesce(${wanted}::integer, version) as same
    from sites where site_uuid = ${siteUuid}`;
  if (!site) return "not found";
  return site.same ? "updated" : "changed meanwhile";
}

/** DNO and GSP if these changes move the site; locked, as another edit may move it the other way. */
async function networkAfter(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
  { latitude, longitude }: SiteChanges,
): Promise<Partial<Pick<Site, "dno" | "gsp">>> {
  if (latitude === undefined && longitude === undefined) return {};
  const [before] = await sql<Pick<Site, "latitude" | "longitude">[]>`
    select latitude, longitude from sites where site_uuid = ${siteUuid} for no key update`;
  if (!before) return {};
  const after = {
    latitude: latitude === undefined ? before.latitude : latitude,
    longitude: longitude === undefined ? before.longitude : longitude,
  };
  const isMoved = after.latitude !== before.latitude || after.longitude !== before.longitude;
  return isMoved ? networkAt(after) : {};
}

/** Names of the caller's other sites that their client calls by the same number. */
export async function namesakes(
  sql: ScopedSql,
  siteUuid: string,
  clientSiteId: number | null | undefined,
): Promise<NamedSite[]> {
  return await sql`
    select site_uuid, client_site_id, client_site_name from sites
    where client_site_id = ${clientSiteId ?? null} and site_uuid <> ${siteUuid}
    order by lower(client_site_name), site_uuid limit 3`;
}

/** Takes the site out of the caller's group. Answers whether it became inactive by that. */
export async function leave(sql: ScopedSql, siteUuid: string): Promise<boolean> {
  const [left] = await sql<{ deactivated: boolean }[]>`
    select app.leave_site(${siteUuid}::uuid) as deactivated`;
  return left!.deactivated;
}

/** Every active site of every group: for jobs. */
export async function listActive(sql: OwnerSql): Promise<Site[]> {
  return await sql<Site[]>`
    select ${columns(sql)} from sites where active is not false order by site_uuid`;
}
