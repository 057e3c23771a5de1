import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import { networkAt } from "../../domain/sites/great_britain.ts";
import { factsOfPlace } from "../../domain/sites/place_facts.ts";
import type { NamedSite, Site } from "../../domain/sites/site.ts";
import type { NewSite, SiteChanges } from "../../domain/sites/site_input.ts";

type Reader = ScopedSql | AdminSql | OwnerSql;

/** SQL: the columns of a Site, from `sites`. For many sites see `listThese`. */
export const columns = (sql: Reader) =>
  sql`${ownColumns(sql)},
    (select ${formerOf(sql)} from site_capacities c
      where c.site_uuid = sites.site_uuid) as former_capacities`;

/** SQL: the columns of a Site that are columns of `sites`. */
const ownColumns = (sql: Reader) =>
  sql`site_uuid, client_site_id, client_site_name, country, region, dno, gsp,
    asset_type::text as asset_type, orientation, tilt, latitude, longitude, altitude_m, capacity_kw,
    inverter_capacity_kw, module_capacity_kw, time_zone, note, measured_every_minutes, active,
    version, capacity_from, has_battery, is_tracked, is_curtailed`;

/** SQL: the capacities that sites had before, from `site_capacities` as `c`. */
export const formerOf = (sql: Reader) =>
  sql`coalesce(jsonb_agg(jsonb_build_object(
    'until_date', c.until_date, 'capacity_kw', c.capacity_kw) order by c.until_date), '[]')`;

/**
 * Returns a page of the caller's active sites by name. A row more than `limit` means that there is
 * a next page.
 */
export async function list(sql: ScopedSql, { limit = 50, offset = 0 } = {}): Promise<Site[]> {
  return await sql<Site[]>`
    select ${columns(sql)} from sites where active is not false
    order by lower(client_site_name) collate app.natural_order, client_site_id, site_uuid
    limit ${limit + 1} offset ${offset}`;
}

/**
 * Returns those of these sites that the caller's group has, active or not, in no order. Reads former
 * capacities once for all of them: each look for those of one site sorts the sites of its policy.
 */
export async function listThese(sql: ScopedSql, siteUuids: string[]): Promise<Site[]> {
  return await sql<Site[]>`
    with former as materialized (
      select site_uuid, ${formerOf(sql)} as capacities from site_capacities c
      where site_uuid = any(${siteUuids}::uuid[]) group by site_uuid)
    select ${ownColumns(sql)}, coalesce(capacities, '[]') as former_capacities
    from sites left join former using (site_uuid)
    where site_uuid = any(${siteUuids}::uuid[])`;
}

/** Returns a site, active or not; undefined when the caller's group lacks it. */
export async function find(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
): Promise<Site | undefined> {
  const [site] = await sql<Site[]>`
    select ${columns(sql)} from sites where site_uuid = ${siteUuid}`;
  return site;
}

/** A new site as it is stored: other systems make sites without a name. */
export type StoredSite = Omit<NewSite, "client_site_name"> & { client_site_name: string | null };

/** Returns the columns of a new site, with what its place tells: DNO, GSP, country, orientation. */
export function placed(site: StoredSite) {
  return { ...site, ...networkAt(site), ...factsOfPlace(site) };
}

/** Creates a site in the caller's group, with what its place tells. Returns its UUID. */
export async function create(sql: ScopedSql, site: StoredSite): Promise<string> {
  const [made] = await sql<{ site_uuid: string }[]>`
    select app.create_site(${sql.json(placed(site))}::jsonb) as site_uuid`;
  return made!.site_uuid;
}

type Network = Pick<Site, "dno" | "gsp">;

/** What became of an edit. */
export type Update = "updated" | "changed meanwhile" | "not found";

/**
 * Writes exactly the columns that `changes` has, NULL for null. A site that moves gets the DNO and
 * GSP of its new place, unless the changes have them. With `version`, writes only while the site has that version, else returns
 * "changed meanwhile". Concurrent edits wait for each other, and each keeps the columns that the
 * other wrote.
 */
export async function update(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
  changes: SiteChanges & Partial<Network>,
  version?: number,
): Promise<Update> {
  const written = { ...await networkAfter(sql, siteUuid, changes), ...changes };
  return await write(sql, siteUuid, written, version);
}

/** Writes exactly these columns, also of a site that moves, as `update` does otherwise. */
export async function write(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
  columns: SiteChanges & Partial<Network> & { client_uuid?: string | null },
  version?: number,
): Promise<Update> {
  const [row] = await sql<{ update: Update }[]>`
    select app.edit_site(${siteUuid}::uuid, ${sql.json(columns)}::jsonb, ${
    version ?? null
  }::integer)
      as update`;
  return row!.update;
}

/**
 * Returns DNO and GSP when these changes move the site. Locks the site, since a concurrent edit
 * could change the other coordinate.
 */
async function networkAfter(
  sql: ScopedSql | AdminSql,
  siteUuid: string,
  { latitude, longitude }: SiteChanges,
): Promise<Partial<Network>> {
  if (latitude === undefined && longitude === undefined) return {};
  const [before] = await sql<Pick<Site, "latitude" | "longitude">[]>`
    select latitude, longitude from app.lock_site(${siteUuid}::uuid)`;
  if (!before) return {};
  const after = {
    latitude: latitude === undefined ? before.latitude : latitude,
    longitude: longitude === undefined ? before.longitude : longitude,
  };
  const isMoved = after.latitude !== before.latitude || after.longitude !== before.longitude;
  return isMoved ? networkAt(after) : {};
}

/** Returns up to three of the caller's other sites with the same client's number, by name. */
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

/**
 * Removes the site from the caller's group. Returns true when it became inactive, since no ordinary
 * group has it any more.
 */
export async function leave(sql: ScopedSql, siteUuid: string): Promise<boolean> {
  const [left] = await sql<{ deactivated: boolean }[]>`
    select app.leave_site(${siteUuid}::uuid) as deactivated`;
  return left!.deactivated;
}

/** Returns every active site of every group. */
export async function listActive(sql: OwnerSql): Promise<Site[]> {
  return await sql<Site[]>`
    select ${columns(sql)} from sites where active is not false order by site_uuid`;
}
