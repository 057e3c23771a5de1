import type { ScopedSql } from "../../db/scope.ts";
import { isZone, type Site, zoneOf } from "../../domain/sites/site.ts";

/** How a group's charging pages show times and amounts. */
export interface ListSettings {
  /** The zone whose clock and days count where no site says one. */
  zone: string;
  /** The currency of amounts that name none; null: none is named. */
  currency: string | null;
}

type PlacedSite = Pick<Site, "time_zone" | "latitude" | "longitude">;

/**
 * Returns the zone and the currency of the caller's group: what it chose (`user_timezone` and
 * `currency` of app_settings), else the zone of its first site, else UTC.
 */
export async function listSettings(sql: ScopedSql): Promise<ListSettings> {
  const [row] = await sql<
    { zone: string | null; currency: string | null; site: PlacedSite | null }[]
  >`
    select
      (select value from app_settings where key = 'user_timezone') as zone,
      (select value from app_settings where key = 'currency') as currency,
      (select jsonb_build_object('time_zone', time_zone, 'latitude', latitude,
          'longitude', longitude)
        from sites where latitude is not null order by active is false, site_uuid limit 1) as site`;
  const { zone, site, currency } = row!;
  const chosen = zone && isZone(zone) ? zone : undefined;
  return { zone: chosen ?? (site ? zoneOf(site) : "UTC"), currency: currency || null };
}
