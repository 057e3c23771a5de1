import type { ScopedSql } from "../../db/scope.ts";
import type { MapBox } from "../../domain/sites/map_box.ts";
import type { NamedSite } from "../../domain/sites/site.ts";
import type { SiteFilter } from "../../domain/sites/site_filter.ts";
import { withHashJoins } from "../kit/hash_joins.ts";
import { besideSites, conditionsOf } from "./site_list_parts.ts";

/** One site on a map, or several whose dots would cover each other. */
export interface MapSpot {
  sites: number;
  /** Where the sites are on average. */
  latitude: number;
  longitude: number;
  /** The box around all of them. */
  box: MapBox;
  /** True where something needs attention at any of them. */
  needs_attention: boolean;
  /** One of them: the only one of a spot of one. */
  site: NamedSite & { asset_type: "pv" | "wind" };
}

export interface SitePlaces {
  /** The box around all sites; null without any. */
  box: MapBox | null;
  /** Sites with coordinates, and without. */
  placed: number;
  unplaced: number;
}

const all = (sql: ScopedSql, filter: SiteFilter) =>
  Object.values(conditionsOf(sql, filter)).reduce((both, one) => sql`${both} and ${one}`);

/** SQL: true for coordinates on the globe; the Python SDK checks no ranges. */
const isPlaced = (sql: ScopedSql) =>
  sql`(s.latitude between -90 and 90 and s.longitude between -180 and 180)`;

/** Returns where the caller's sites that pass a filter are, and how many have no place. */
export async function places(
  sql: ScopedSql,
  filter: SiteFilter,
  now: Temporal.Instant,
): Promise<SitePlaces> {
  const query = sql<SitePlaces[]>`
    select case when bool_or(placed) then jsonb_build_object(
        'west', min(longitude) filter (where placed), 'east', max(longitude) filter (where placed),
        'south', min(latitude) filter (where placed), 'north', max(latitude) filter (where placed))
      end as box,
      (count(*) filter (where placed))::int as placed,
      (count(*) filter (where not placed))::int as unplaced
    from (select s.latitude, s.longitude, ${isPlaced(sql)} is true as placed
      from sites s ${besideSites(sql, now)} where ${all(sql, filter)}) p`;
  const [row] = await withHashJoins(sql, query);
  return row!;
}

/** Returns the caller's sites that pass a filter, put together by the cells of a grid on a box. */
export async function spots(
  sql: ScopedSql,
  filter: SiteFilter,
  { west, north }: MapBox,
  cell: { width: number; height: number },
  now: Temporal.Instant,
): Promise<MapSpot[]> {
  const query = sql<MapSpot[]>`
    select count(*)::int as sites, avg(s.latitude) as latitude, avg(s.longitude) as longitude,
      jsonb_build_object('west', min(s.longitude), 'east', max(s.longitude),
        'south', min(s.latitude), 'north', max(s.latitude)) as box,
      bool_or(w.kinds is not null) as needs_attention,
      (array_agg(jsonb_build_object('site_uuid', s.site_uuid, 'client_site_id', s.client_site_id,
          'client_site_name', s.client_site_name, 'asset_type', s.asset_type)))[1] as site
    from sites s ${besideSites(sql, now)} where ${all(sql, filter)} and ${isPlaced(sql)}
    group by floor((s.longitude - ${west}::float8) / ${cell.width}::float8),
      floor((${north}::float8 - s.latitude) / ${cell.height}::float8)
    order by latitude desc, longitude`;
  return await withHashJoins(sql, query);
}
