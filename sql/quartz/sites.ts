import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { ClearSkySite } from "../../domain/quartz/clear_sky.ts";
import type { Corner } from "../../domain/quartz/input.ts";
import type { Json } from "../kit/json_text.ts";
import { jsonNumber, jsonText } from "./time.ts";

/** A corner of a map that is left open: beyond all places. */
const OPEN = Infinity;

/** SQL: a site in the JSON of the site API of Quartz. */
const siteJson = (sql: ScopedSql) =>
  sql`concat('{"client_site_id":', coalesce(client_site_id, 0),
    ',"client_site_name":', ${jsonText(sql, sql`client_site_name`, "None")},
    ',"orientation":', ${jsonNumber(sql, sql`orientation`, "null")},
    ',"tilt":', ${jsonNumber(sql, sql`tilt`, "null")},
    ',"latitude":', ${jsonNumber(sql, sql`latitude`, "0")},
    ',"longitude":', ${jsonNumber(sql, sql`longitude`, "0")},
    ',"inverter_capacity_kw":', ${jsonNumber(sql, sql`inverter_capacity_kw`, "0")},
    ',"module_capacity_kw":', ${jsonNumber(sql, sql`module_capacity_kw`, "null")},
    ',"site_uuid":"', site_uuid,
    '","capacity_kw":', ${jsonNumber(sql, sql`capacity_kw`, "0")},
    ',"dno":', ${jsonText(sql, sql`dno`, "")},
    ',"gsp":', ${jsonText(sql, sql`gsp`, "")}, '}')`;

/** SQL: true for a site at a place. */
const isPlaced = (sql: ScopedSql) =>
  sql`coalesce(abs(latitude) < 'Infinity' and abs(longitude) < 'Infinity', false)`;

/** The list of a group's active sites, and the UUIDs of those that have no coordinates. */
export interface SiteList {
  body: Json;
  leftOut: string[];
}

interface Box {
  max?: Corner;
  min?: Corner;
}

/**
 * Returns `{"site_list":[…]}` with the active sites of the caller's group between two corners of a map,
 * in the order of their UUIDs. Sites without coordinates are left out.
 */
export async function list(sql: ScopedSql, { max, min }: Box): Promise<SiteList> {
  const [[north, east], [south, west]] = [max ?? [OPEN, OPEN], min ?? [-OPEN, -OPEN]];
  const rows = await sql`
    select concat('{"site_list":[', string_agg(${siteJson(sql)}, ',' order by site_uuid)
        filter (where ${isPlaced(sql)} and latitude <= ${north}::float8
          and longitude <= ${east}::float8 and latitude >= ${south}::float8
          and longitude >= ${west}::float8), ']}') as body,
      array_to_string(array_agg(site_uuid order by site_uuid)
        filter (where not ${isPlaced(sql)}), ' ') as left_out
    from sites where active`.raw() as unknown as (Json | null)[][];
  const [body, leftOut] = rows[0]!;
  const names = leftOut ? new TextDecoder().decode(leftOut) : "";
  return { body: body!, leftOut: names === "" ? [] : names.split(" ") };
}

/** A site of the caller's group, and its JSON. */
export interface ShownSite {
  site_uuid: string;
  json: string;
  is_placed: boolean;
  capacity_kw: number | null;
}

/** Returns a site, active or not; undefined when the caller's group lacks it. */
export async function find(sql: ScopedSql, siteUuid: string): Promise<ShownSite | undefined> {
  const [site] = await sql<ShownSite[]>`
    select site_uuid, ${siteJson(sql)} as json, ${isPlaced(sql)} as is_placed, capacity_kw
    from sites where site_uuid = ${siteUuid}::uuid`;
  return site;
}

/** Returns the UUIDs of all sites of the caller's group, in order. */
export async function uuids(sql: ScopedSql): Promise<string[]> {
  const rows = await sql<{ site_uuid: string }[]>`select site_uuid from sites order by site_uuid`;
  return rows.map(({ site_uuid }) => site_uuid);
}

/** Returns true when any group has such a site: a stranger's is refused otherwise than one of nobody. */
export async function exists(sql: OwnerSql, siteUuid: string): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`
    select exists (select 1 from sites where site_uuid = ${siteUuid}::uuid) as found`;
  return row!.found;
}

/** Returns true when there is such a client: members see none of them, but name those of their sites. */
export async function clientExists(sql: OwnerSql, clientUuid: string): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`
    select exists (select 1 from clients where client_uuid = ${clientUuid}::uuid) as found`;
  return row!.found;
}

/** What the clear sky of each of these sites of the caller's group depends on, by UUID. */
export async function forClearSky(
  sql: ScopedSql,
  siteUuids: string[],
): Promise<(ClearSkySite & { site_uuid: string; is_placed: boolean })[]> {
  return await sql`
    select site_uuid, asset_type::text as asset_type, ${isPlaced(sql)} as is_placed, latitude,
      longitude, altitude_m, tilt, orientation, capacity_kw, inverter_capacity_kw,
      module_capacity_kw
    from sites where site_uuid = any(${siteUuids}::uuid[]) order by site_uuid`;
}
