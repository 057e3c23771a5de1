import type { AdminSql } from "../../db/scope.ts";
import type { GroupSite, LeavingSite, Meant } from "../../domain/sites/site_names.ts";

/** SQL: the columns of a GroupSite but `in_group`, from `sites s`. */
const columns = (sql: AdminSql) =>
  sql`s.site_uuid, s.client_site_id, s.client_site_name, s.capacity_kw, s.active`;

/** SQL: true when the group has site `s`. */
const inGroup = (sql: AdminSql, groupUuid: string) =>
  sql`exists (select 1 from site_group_sites l
    where l.site_group_uuid = ${groupUuid} and l.site_uuid = s.site_uuid)`;

/**
 * SQL: true when the search text is empty, part of the name, the client's number, or at least four
 * characters of the UUID's start. A shorter start would find one site in sixteen for each number.
 */
const matches = (sql: AdminSql, search: string) =>
  sql`(${search} = '' or strpos(lower(s.client_site_name), lower(${search})) > 0
    or s.client_site_id::text = ${search}
    or length(${search}) >= 4 and starts_with(s.site_uuid::text, lower(${search})))`;

interface Listing {
  search?: string;
  limit: number;
  offset: number;
  /** Which sites: those of the group, or those that it lacks. */
  of: "group" | "others";
}

/**
 * Returns a page of sites, active or not, by name. A row more than `limit` means that there is a
 * next page.
 */
export async function list(
  sql: AdminSql,
  groupUuid: string,
  { search = "", limit, offset, of }: Listing,
): Promise<GroupSite[]> {
  return await sql<GroupSite[]>`
    select ${columns(sql)}, ${of === "group"}::boolean as in_group from sites s
    where ${inGroup(sql, groupUuid)} = ${of === "group"} and ${matches(sql, search)}
    order by lower(s.client_site_name), s.client_site_id, s.site_uuid
    limit ${limit + 1} offset ${offset}`;
}

/**
 * Returns the group's sites by UUID, after one of them: for scripts that read page after page. A
 * row more than `limit` means that there is a next page.
 */
export async function listAfter(
  sql: AdminSql,
  groupUuid: string,
  { limit, after }: { limit: number; after?: string },
): Promise<GroupSite[]> {
  return await sql<GroupSite[]>`
    select ${columns(sql)}, true as in_group
    from sites s join site_group_sites l using (site_uuid)
    where l.site_group_uuid = ${groupUuid} ${after ? sql`and s.site_uuid > ${after}::uuid` : sql``}
    order by s.site_uuid limit ${limit + 1}`;
}

/**
 * Returns the sites that texts mean, ignoring case: by name, client's number, UUID, or what pages
 * call a site without a name ("Site 7"). A text that means several sites has a row for each, one
 * that means none has none.
 */
export async function meantBy(
  sql: AdminSql,
  groupUuid: string,
  texts: string[],
): Promise<Meant[]> {
  return await sql<Meant[]>`
    with wanted as (select text, lower(text) as low from unnest(${texts}::text[]) text),
    meant as (
      select text, site_uuid from wanted join sites on lower(trim(client_site_name)) = low
      union select text, site_uuid from wanted join sites on client_site_id::text = low
      union select text, site_uuid from wanted join sites on site_uuid::text = low
      union select text, site_uuid from wanted join sites
        on coalesce(client_site_name, '') = ''
        and 'site ' || coalesce(client_site_id::text, left(site_uuid::text, 8)) = low)
    select meant.text, ${columns(sql)}, ${inGroup(sql, groupUuid)} as in_group
    from meant join sites s using (site_uuid)
    order by lower(s.client_site_name), s.client_site_id, s.site_uuid`;
}

/** Counts the sites that the group lacks, and how many of them are inactive. */
export async function missing(
  sql: AdminSql,
  groupUuid: string,
): Promise<{ sites: number; inactive: number }> {
  const [row] = await sql<{ sites: number; inactive: number }[]>`
    select count(*)::int as sites, (count(*) filter (where active is false))::int as inactive
    from sites s where not ${inGroup(sql, groupUuid)}`;
  return row!;
}

/**
 * Adds sites to a group. Returns how many were new to it. Throws P0002 when the group or one of the
 * sites does not exist.
 */
export async function link(sql: AdminSql, groupUuid: string, sites: string[]): Promise<number> {
  const [row] = await sql<{ linked: number }[]>`
    select app.link_sites(${groupUuid}, ${sites}::uuid[]) as linked`;
  return row!.linked;
}

/**
 * Adds every site to a group. Returns how many were new to it. Throws P0002 without such a group.
 */
export async function linkAll(sql: AdminSql, groupUuid: string): Promise<number> {
  const [row] = await sql<{ linked: number }[]>`
    select app.link_sites(${groupUuid}, array(select site_uuid from sites)) as linked`;
  return row!.linked;
}

/**
 * Returns those of the sites that the group has, by name, and whether each would become inactive
 * without the group.
 */
export async function leaving(
  sql: AdminSql,
  groupUuid: string,
  sites: string[] | "all",
): Promise<LeavingSite[]> {
  // Grouped once for all sites: with a subquery per site, a wrong estimate would mean thousands of
  // look-ups.
  return await sql<LeavingSite[]>`
    with linked as materialized (
      select l.site_uuid, bool_or(l.site_group_uuid = ${groupUuid}) as own,
        bool_or(not g.is_admin and g.site_group_name is distinct from 'ocf'
          and l.site_group_uuid <> ${groupUuid}) as elsewhere
      from site_group_sites l join site_groups g using (site_group_uuid)
      group by l.site_uuid)
    select ${columns(sql)}, true as in_group,
      s.active is not false and not linked.elsewhere as becomes_inactive
    from linked join sites s using (site_uuid)
    where linked.own
      ${sites === "all" ? sql`` : sql`and s.site_uuid = any(${sites}::uuid[])`}
    order by lower(s.client_site_name), s.client_site_id, s.site_uuid`;
}

/** How many sites left a group. */
export interface Unlinked {
  removed: number;
  /** Those of them that became inactive, since no ordinary group has them any more. */
  deactivated: number;
}

/**
 * Removes sites from an ordinary group, and ignores sites that it lacks. Throws SC409 for an admin
 * group, P0002 without such a group.
 */
export async function unlink(
  sql: AdminSql,
  groupUuid: string,
  sites: string[],
): Promise<Unlinked> {
  const [row] = await sql<Unlinked[]>`
    select removed, deactivated from app.unlink_sites(${groupUuid}, ${sites}::uuid[])`;
  return row!;
}
