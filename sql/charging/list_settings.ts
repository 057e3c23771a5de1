import type { ScopedSql } from "../../db/scope.ts";
import { isZoneName } from "../../domain/charging/settings.ts";
import { isZone, type Site, zoneOf } from "../../domain/sites/site.ts";

/** How a group's charging pages show times and amounts. */
export interface ListSettings {
  /** The zone whose clock and days count where no site says one. */
  zone: string;
  /** The currency of amounts that name none; null: none is named. */
  currency: string | null;
}

interface Row {
  chosen: string | null;
  kept: string | null;
  currency: string | null;
  site: Pick<Site, "time_zone" | "latitude" | "longitude"> | null;
}

/**
 * Returns the zone and the currency of the caller's group: what it chose, else the zone of its first
 * site, else UTC. That zone is the one that is kept for local days (`app.charging_zone`), so that
 * lists and sums by day agree also within the minute after a site changed; the site's own where the
 * group has no sessions yet.
 */
export async function listSettings(sql: ScopedSql): Promise<ListSettings> {
  const row = await read(sql);
  const zone = row.chosen && isZoneName(row.chosen) ? row.chosen : zoneOfSites(row);
  return { zone, currency: row.currency || null };
}

/** Returns the zone that counts in the caller's group while it chooses none. */
export async function sitesZone(sql: ScopedSql): Promise<string> {
  return zoneOfSites(await read(sql));
}

async function read(sql: ScopedSql): Promise<Row> {
  const [row] = await sql<Row[]>`
    select
      (select value from app_settings where key = 'user_timezone') as chosen,
      (select value from app_settings where key = 'first_site_timezone') as kept,
      (select value from app_settings where key = 'currency') as currency,
      (select jsonb_build_object('time_zone', time_zone, 'latitude', latitude,
          'longitude', longitude)
        from sites where latitude is not null order by active is false, site_uuid limit 1) as site`;
  return row!;
}

function zoneOfSites({ kept, site }: Row): string {
  if (kept && isZone(kept)) return kept;
  return site ? zoneOf(site) : "UTC";
}
