import type { ScopedSql } from "../../db/scope.ts";
import type { KnownSite } from "../../domain/imports/recognise/file_sample.ts";
import { siteName, zoneOf } from "../../domain/sites/site.ts";
import * as knownSites from "../../sql/imports/known_sites.ts";

/** Returns the sites that a file of the viewer may be of, by the names that pages have for them. */
export async function sitesOfFiles(sql: ScopedSql): Promise<KnownSite[]> {
  const places = await knownSites.inScope(sql);
  return places.map((site) => ({ ...site, name: siteName(site), time_zone: zoneOf(site) }));
}
