import type { ScopedSql } from "../db/scope.ts";

/**
 * A short text that is another one as soon as anything has changed that is answered about these of
 * the caller's sites: their forecasts, their generation, themselves or their models. `question` goes
 * into it. Ask for it before what it stands for: what was read later is never older.
 */
export async function fingerprint(
  sql: ScopedSql,
  siteUuids: string[],
  question: string,
): Promise<string> {
  const [row] = await sql<{ text: string }[]>`
    select md5(${question} || coalesce(string_agg(asked.site_uuid || ' ' || coalesce(revision, 0), ','
      order by asked.site_uuid), '')) as text
    from (select distinct unnest(${siteUuids}::uuid[]) as site_uuid) asked
      left join site_revisions using (site_uuid)`;
  return row!.text;
}

/** The revisions of those of these sites that are the caller's, by site; 0: nothing ever changed. */
export async function of(sql: ScopedSql, siteUuids: string[]): Promise<Map<string, string>> {
  const rows = await sql<{ site_uuid: string; revision: string }[]>`
    select site_uuid, coalesce(revision, 0)::text as revision
    from sites left join site_revisions using (site_uuid)
    where site_uuid = any(${siteUuids}::uuid[])`;
  return new Map(rows.map(({ site_uuid, revision }) => [site_uuid, revision]));
}
