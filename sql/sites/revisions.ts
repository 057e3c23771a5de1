import type { ScopedSql } from "../../db/scope.ts";

/** Sites by UUID, and how they stand at this moment. */
export interface Standing {
  sites: string[];
  /**
   * Another text as soon as anything has changed that is answered about these sites: their forecasts,
   * their generation, themselves or their models.
   */
  fingerprint: string;
}

/**
 * The sites that are asked for (active or not), or all active ones of the caller's group; undefined
 * when one that is asked for is not the caller's.
 */
export async function standing(
  sql: ScopedSql,
  siteUuids: string[] | undefined,
): Promise<Standing | undefined> {
  const asked = siteUuids ?? null;
  const [row] = await sql<Standing[]>`
    select coalesce(array_agg(site_uuid::text order by site_uuid), '{}') as sites,
      md5(coalesce(string_agg(site_uuid || ' ' || coalesce(revision, 0), ',' order by site_uuid), ''))
        as fingerprint
    from sites left join site_revisions using (site_uuid)
    where case when ${asked}::uuid[] is null then active is not false
      else site_uuid = any(${asked}::uuid[]) end`;
  const wanted = new Set(siteUuids?.map((uuid) => uuid.toLowerCase()));
  return row!.sites.length < wanted.size ? undefined : row!;
}

/** The revisions of those of these sites that are the caller's, by site; 0: nothing ever changed. */
export async function of(sql: ScopedSql, siteUuids: string[]): Promise<Map<string, string>> {
  const rows = await sql<{ site_uuid: string; revision: string }[]>`
    select site_uuid, coalesce(revision, 0)::text as revision
    from sites left join site_revisions using (site_uuid)
    where site_uuid = any(${siteUuids}::uuid[])`;
  return new Map(rows.map(({ site_uuid, revision }) => [site_uuid, revision]));
}
