import type { ScopedSql } from "../../db/scope.ts";

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
  const found = await ofKnown(sql, siteUuids);
  const named = new Set(siteUuids?.map((uuid) => uuid.toLowerCase()));
  return found.sites.length < named.size ? undefined : found;
}

/** Returns the same of those of the given sites that the caller's group has. */
export async function ofKnown(
  sql: ScopedSql,
  siteUuids: string[] | undefined,
): Promise<SiteRevisions> {
  const [row] = await sql<SiteRevisions[]>`
    select coalesce(array_agg(site_uuid::text order by site_uuid), '{}') as sites,
      md5(coalesce(string_agg(site_uuid || ' ' || revision, ',' order by site_uuid), ''))
        as "revisionHash"
    from app.revisions_of(${siteUuids ?? null}::uuid[])`;
  return row!;
}

/** Returns the revision of each of these sites that the caller's group has, by site UUID. */
export async function bySite(sql: ScopedSql, siteUuids: string[]): Promise<Map<string, string>> {
  const rows = await sql<{ site_uuid: string; revision: string }[]>`
    select site_uuid, revision from app.revisions_of(${siteUuids}::uuid[])`;
  return new Map(rows.map(({ site_uuid, revision }) => [site_uuid, revision]));
}
