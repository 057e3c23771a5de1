import type { AtOnce, ScopedSql } from "../../db/scope.ts";
import type { Site } from "../../domain/sites/site.ts";

/** UUIDs of sites, and one hash of the revisions of all of them. */
export interface SiteRevisions {
  sites: string[];
  /**
   * MD5 of UUIDs and revisions, in hexadecimal. Changes whenever anything changes that responses
   * tell about these sites: forecasts, generation, the sites themselves or their models.
   */
  revisionHash: string;
}

/**
 * Returns these sites (active or not), or all active ones of the caller's group when none are
 * given, with the hash of their revisions at this moment. Returns undefined when the caller's group
 * lacks one of the given sites.
 */
export async function ofSites(
  sql: ScopedSql,
  siteUuids: string[] | undefined,
): Promise<SiteRevisions | undefined> {
  const wanted = siteUuids ?? null;
  const [row] = await sql<SiteRevisions[]>`
    select coalesce(array_agg(site_uuid::text order by site_uuid), '{}') as sites,
      md5(coalesce(string_agg(site_uuid || ' ' || revision, ',' order by site_uuid), ''))
        as "revisionHash"
    from app.revisions_of(${wanted}::uuid[])`;
  const named = new Set(siteUuids?.map((uuid) => uuid.toLowerCase()));
  return row!.sites.length < named.size ? undefined : row!;
}

/** What the days of a site depend on, and its revision as `ofSites` returns it. */
export interface SiteAtOnce {
  site: Pick<Site, "site_uuid" | "latitude" | "longitude" | "time_zone">;
  revisions: SiteRevisions;
}

/** Returns a site of the viewer's with its revision, in one statement; undefined for others. */
export async function atOnce(
  { sql, scope }: AtOnce,
  siteUuid: string,
): Promise<SiteAtOnce | undefined> {
  const [row] = await sql<(SiteAtOnce["site"] & { revision_hash: string })[]>`
    select site_uuid, latitude, longitude, time_zone,
      md5(site_uuid || ' ' || revision) as revision_hash
    from app.site_at_once(${scope}, ${siteUuid}::uuid)`;
  if (!row) return undefined;
  const { revision_hash: revisionHash, ...site } = row;
  return { site, revisions: { sites: [site.site_uuid], revisionHash } };
}

/** Returns the revision of each of these sites that the caller's group has, by site UUID. */
export async function bySite(sql: ScopedSql, siteUuids: string[]): Promise<Map<string, string>> {
  const rows = await sql<{ site_uuid: string; revision: string }[]>`
    select site_uuid, revision from app.revisions_of(${siteUuids}::uuid[])`;
  return new Map(rows.map(({ site_uuid, revision }) => [site_uuid, revision]));
}
