import type { ScopedSql } from "../../db/scope.ts";
import { isZone } from "../../domain/sites/site.ts";

/** How a group's charging pages show times and amounts. */
export interface ListSettings {
  /** The zone whose clock and days count where no site says one. */
  zone: string;
  /** The currency of amounts that name none; null: none is named. */
  currency: string | null;
}

/**
 * Returns the zone and the currency of the caller's group: what it chose (`user_timezone` and
 * `currency` of app_settings), else the zone that most of its sites have, else UTC.
 */
export async function listSettings(sql: ScopedSql): Promise<ListSettings> {
  const [row] = await sql<{ zone: string | null; of_sites: string | null; currency: string }[]>`
    select
      (select value from app_settings where key = 'user_timezone') as zone,
      (select mode() within group (order by time_zone) from sites) as of_sites,
      (select value from app_settings where key = 'currency') as currency`;
  const { zone, of_sites, currency } = row!;
  return { zone: [zone, of_sites].find(isKnown) ?? "UTC", currency: currency || null };
}

const isKnown = (zone: string | null): zone is string => !!zone && isZone(zone);
