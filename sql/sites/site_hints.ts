import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { Hint } from "../../domain/sites/hints/hint.ts";
import type { Site } from "../../domain/sites/site.ts";
import { json } from "../kit/json.ts";
import { columns } from "./sites.ts";

/** The hints about a site, and the UTC day of the comparison; null before the first one. */
export interface SiteHints {
  day: string | null;
  hints: Hint[];
}

/** Returns the hints about a site of the scope that hold for its present version. */
export async function find(sql: ScopedSql | AdminSql, siteUuid: string): Promise<SiteHints> {
  const [row] = await sql<SiteHints[]>`
    select h.day, h.hints from site_hints h join sites s using (site_uuid, version)
    where h.site_uuid = ${siteUuid}::uuid`;
  return row ?? { day: null, hints: [] };
}

/** Returns the same of these sites, by site; those that were not compared have no entry. */
export async function ofSites(sql: OwnerSql, siteUuids: string[]): Promise<Map<string, SiteHints>> {
  const rows = await sql<(SiteHints & { site_uuid: string })[]>`
    select site_uuid, h.day, h.hints from site_hints h join sites using (site_uuid, version)
    where site_uuid = any(${siteUuids}::uuid[])`;
  return new Map(rows.map(({ site_uuid, ...found }) => [site_uuid, found]));
}

/** Returns active sites that were not compared with their measurements since a day or an edit. */
export async function due(sql: OwnerSql, day: Temporal.PlainDate): Promise<Site[]> {
  return await sql<Site[]>`
    select ${columns(sql)} from sites
    where active is not false and not exists (select 1 from site_hints h
      where h.site_uuid = sites.site_uuid and h.version = sites.version
        and h.day >= ${day.toString()}::date)
    order by site_uuid`;
}

/** Stores what was found of a site on a day, unless the site has been deleted meanwhile. */
export async function store(
  sql: OwnerSql,
  { site_uuid, version }: Pick<Site, "site_uuid" | "version">,
  day: Temporal.PlainDate,
  hints: Hint[],
): Promise<void> {
  await sql`
    insert into site_hints (site_uuid, day, version, hints)
    select site_uuid, ${day.toString()}::date, ${version}, ${json(sql, hints)}
    from sites where site_uuid = ${site_uuid}::uuid
    on conflict (site_uuid) do update
      set day = excluded.day, version = excluded.version, hints = excluded.hints`;
}
