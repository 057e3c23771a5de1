import type { AdminSql } from "../../db/scope.ts";
import type { GroupSite, LeavingSite, Meant } from "../../domain/sites/site_names.ts";

const columns = (sql: AdminSql) =>
  sql`s.site_uuid, s.client_site_id, s.client_site_name, s.capacity_kw, s.active`;

const inGroup = (sql: AdminSql, groupUuid: string) =>
  sql`exists (select from site_group_sites l
    where l.site_group_uuid = ${groupUuid} and l.site_uuid = s.site_uuid)`;

/**
 * Sites by part of the name, by the client's id, or by four or more characters of the UUID's start:
 * with fewer, a client's id would find one site in sixteen.
 */
const matches = (sql: AdminSql, search: string) =>
  sql`(${search} = '' or strpos(lower(s.client_site_name), lower(${search})) > 0
    or s.client_site_id::text = ${search}
    or length(${search}) >= 4 and starts_with(s.site_uuid::text, lower(${search})))`;

interface Asked {
  search?: string;
  limit: number;
  offset: number;
  /** The group's sites, or those that it does not have. */
  of: "group" | "others";
}

/** A page of sites, active or not, by name. One row more than `limit`: there is a next page. */
export async function list(
  sql: AdminSql,
  groupUuid: string,
  { search = "", limit, offset, of }: Asked,
): Promise<GroupSite[]> {
  return await sql<GroupSite[]>`
    select ${columns(sql)}, ${of === "group"}::boolean as in_group from sites s
    where ${inGroup(sql, groupUuid)} = ${of === "group"} and ${matches(sql, search)}
    order by lower(s.client_site_name), s.client_site_id, s.site_uuid
    limit ${limit + 1} offset ${offset}`;
}

/** The group's sites after one in the order of UUIDs: for scripts that walk all of them. */
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
 * The sites that texts mean, ignoring case: by name, client's id, UUID, or the words that pages have
 * for a site without a name. A text comes as often as it means a site, one that means none not at all.
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

/** How many sites the group does not have, and how many of these are inactive. */
export async function missing(
  sql: AdminSql,
  groupUuid: string,
): Promise<{ sites: number; inactive: number }> {
  const [row] = await sql<{ sites: number; inactive: number }[]>`
    select count(*)::int as sites, (count(*) filter (where active is false))::int as inactive
    from sites s where not ${inGroup(sql, groupUuid)}`;
  return row!;
}

/** Answers how many of the sites were new to the group. Throws P0002 when group or a site is none. */
export async function link(sql: AdminSql, groupUuid: string, sites: string[]): Promise<number> {
  const [row] = await sql<{ linked: number }[]>`
    select app.link_sites(${groupUuid}, ${sites}::uuid[]) as linked`;
  return row!.linked;
}

/** Every site there is; answers how many were new to the group. Throws P0002 without such a group. */
export async function linkAll(sql: AdminSql, groupUuid: string): Promise<number> {
  const [row] = await sql<{ linked: number }[]>`
    select app.link_sites(${groupUuid}, array(select site_uuid from sites)) as linked`;
  return row!.linked;
}

/** Those of the sites that the group has, by name, and what would become of each without it. */
export async function leaving(
  sql: AdminSql,
  groupUuid: string,
  sites: string[] | "all",
): Promise<LeavingSite[]> {
  // Grouped once for all sites, so that no estimate can lead to a look-up for each of thousands.
  return await sql<LeavingSite[]>`
    with linked as materialized (
      select l.site_uuid, bool_or(l.site_group_uuid = ${groupUuid}) as own,
        bool_or(not g.is_admin and l.site_group_uuid <> ${groupUuid}) as elsewhere
      from site_group_sites l join site_groups g using (site_group_uuid)
      group by l.site_uuid)
    select ${columns(sql)}, true as in_group,
      s.active is not false and not linked.elsewhere as becomes_inactive
    from linked join sites s using (site_uuid)
    where linked.own
      ${sites === "all" ? sql`` : sql`and s.site_uuid = any(${sites}::uuid[])`}
    order by lower(s.client_site_name), s.client_site_id, s.site_uuid`;
}

export interface Unlinked {
  removed: number;
  /** Of those, and in no ordinary group any more. */
  deactivated: number;
}

/**
 * Takes sites out of an ordinary group; what it does not have stays as it is. Throws SC409 for an
 * admin group, P0002 without such a group.
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
