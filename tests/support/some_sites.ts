import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { Site } from "../../domain/sites/site.ts";
import type { SiteFilter } from "../../domain/sites/site_filter.ts";
import * as listedSites from "../../sql/forecasts/listed_sites.ts";
import * as demo from "../../sql/operations/demo.ts";

/** Makes sites of a group, and removes them after `work`. */
export async function withSites(
  sql: OwnerSql,
  groupUuid: string,
  wanted: Partial<Site>[],
  work: (uuids: string[]) => Promise<void>,
): Promise<void> {
  const uuids: string[] = [];
  for (const site of wanted) uuids.push(await demo.makeSite(sql, groupUuid, site));
  try {
    await work(uuids);
  } finally {
    await removeSites(sql, uuids);
  }
}

/** Sites without values, with their links. */
export async function removeSites(sql: OwnerSql, uuids: string[]): Promise<void> {
  await sql`delete from site_group_sites where site_uuid = any(${uuids})`;
  await sql`delete from sites where site_uuid = any(${uuids})`;
}

/** Returns the sites that pass a filter in the order of their UUIDs, as a script reads them. */
export async function sitesAfter(
  sql: ScopedSql,
  { limit, after, ...filter }: SiteFilter & { limit: number; after?: string },
): Promise<Site[]> {
  const now = Temporal.Instant.from("2026-06-21T08:07:00Z");
  return (await listedSites.listAfter(sql, { filter, now }, { limit, after }))!;
}
