import { AppError } from "../../domain/errors.ts";
import type { ShownSite } from "../../domain/imports/check/preview.ts";
import { type Named, siteFinder } from "../../domain/imports/check/site_names.ts";
import { zoneOf } from "../../domain/sites/site.ts";
import type { NamedPlace } from "../../sql/imports/known_sites.ts";
import type { OpenImport } from "../../sql/imports/work.ts";

/**
 * Returns what finds the site of a row: that of the whole file, or by the text of its column, null
 * where the file is of one site. Throws "conflict" where the file's site is not among `places`.
 */
export function sitesOfFile(
  { site_uuid }: Pick<OpenImport, "site_uuid">,
  places: readonly NamedPlace[],
): (text: string | null) => Named<ShownSite> {
  const sites = places.map(shownSite);
  const find = siteFinder(sites);
  const whole = sites.find((site) => site.site_uuid === site_uuid);
  if (site_uuid && !whole) {
    throw new AppError("conflict", "The site of this file no longer belongs to your group.");
  }
  const ofFile: Named<ShownSite> = whole ? { site: whole } : { problem: "unknown" };
  return (text) => text === null ? ofFile : find(text);
}

function shownSite(place: NamedPlace): ShownSite & NamedPlace {
  const { client_site_name: name } = place;
  return { ...place, name, time_zone: zoneOf(place) };
}
