import { found } from "../../domain/errors.ts";
import type { SiteFilter } from "../../domain/sites/site_filter.ts";
import * as listedSites from "../../sql/forecasts/listed_sites.ts";
import * as revisions from "../../sql/sites/revisions.ts";
import type { Scoped } from "../http/context.ts";
import { siteFilters } from "../sites/list_filters.ts";
import { siteUuids } from "./sum_query.ts";

const { active: _, ...filters } = siteFilters;

/** The query parameters of routes of many sites: which ones, by name and by the filters of a list. */
export const manySites = {
  site_uuids: siteUuids.optional()
    .describe("UUIDs with commas between them; by default all active sites"),
  ...filters,
};

/** How these parameters are described. */
export const OF_MANY_SITES =
  "Of all active sites of your group, or of `site_uuids`; with filters, of those that pass them all. ";

type ManySites = Pick<SiteFilter, keyof typeof filters> & { site_uuids?: string[] };

/**
 * Returns the sites that a query means, with the hash of their revisions. Throws not_found when the
 * caller's group lacks one that is named.
 */
export async function sitesMeant(
  { sql, services }: Scoped["Variables"],
  { site_uuids, ...query }: ManySites,
): Promise<revisions.SiteRevisions> {
  const meant = found(await revisions.ofSites(sql, site_uuids), "site");
  const given = Object.keys(filters).filter((name) =>
    query[name as keyof typeof query] !== undefined
  );
  if (given.length === 0) return meant;
  const filter = Object.fromEntries(given.map((name) => [name, query[name as keyof typeof query]]));
  const listing = { ...filter, active: site_uuids ? "all" : "true" } as SiteFilter;
  const passing = new Set(await listedSites.uuids(sql, listing, services.now()));
  const sites = meant.sites.filter((uuid) => passing.has(uuid));
  return found(await revisions.ofSites(sql, sites), "site");
}
