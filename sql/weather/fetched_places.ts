import type { OwnerSql } from "../../db/client.ts";

/** Coordinates in degrees, as a program of others may have stored them. */
export interface PlacedSite {
  latitude: number | null;
  longitude: number | null;
}

/** A place whose weather was fetched from a source. */
export interface FetchedPlace {
  latitude: number;
  longitude: number;
  /** When its newest run was received. RFC 3339. */
  received_utc: string;
}

/** Returns up to how many km from a site a place has its weather. */
export async function distanceKm(sql: OwnerSql): Promise<number> {
  const [row] = await sql<{ km: number }[]>`select app.weather_distance() as km`;
  return row!.km;
}

/** Lists where active sites are, those of longest standing first, so that their places stay. */
export async function activeSites(sql: OwnerSql): Promise<PlacedSite[]> {
  return await sql<PlacedSite[]>`
    select latitude, longitude from sites
    where active is not false and latitude is not null and longitude is not null
    order by created_utc, site_uuid`;
}

/** Lists the places that were fetched from a source, those whose newest run is the oldest first. */
export async function list(sql: OwnerSql, source: string): Promise<FetchedPlace[]> {
  return await sql<FetchedPlace[]>`
    select s.latitude, s.longitude, newest.received_utc
    from app.weather_series s
    cross join lateral (
      select r.received_utc from app.weather_runs r
      where r.series_uuid = s.series_uuid order by r.issued_utc desc limit 1) newest
    where s.source = ${source} and s.site_group_uuid is null and s.site_uuid is null
    order by newest.received_utc, s.series_uuid`;
}
