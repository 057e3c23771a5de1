import type { Group, GroupName, SiteGroup } from "../../domain/groups/group.ts";
import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql } from "../../db/scope.ts";
import { findOrMake as oneOf } from "../kit/find_or_make.ts";
import { countUpTo } from "../kit/page.ts";

/**
 * Returns the group with this name, and creates it with `isAdmin` if there is none. An existing
 * group stays as it is.
 */
export async function findOrMake(
  sql: OwnerSql,
  name: string,
  isAdmin: boolean,
): Promise<SiteGroup> {
  const columns = sql`site_group_uuid, site_group_name, is_admin`;
  const find = async () => {
    const [group] = await sql<SiteGroup[]>`
      select ${columns} from site_groups where site_group_name = ${name}`;
    return group;
  };
  return await oneOf(find, async () => {
    const [group] = await sql<SiteGroup[]>`
      insert into site_groups (site_group_name, is_admin) values (${name}, ${isAdmin})
      on conflict (site_group_name) do nothing returning ${columns}`;
    return group;
  });
}

/** Returns every group by name. */
export async function all(sql: AdminSql): Promise<GroupName[]> {
  return await sql<GroupName[]>`
    select site_group_uuid, site_group_name, is_admin from site_groups
    order by lower(site_group_name), site_group_name, site_group_uuid`;
}

/** Returns the version of a group, which no other transaction then changes; undefined without one. */
export async function lock(sql: AdminSql, groupUuid: string): Promise<number | undefined> {
  await lockNames(sql);
  const [row] = await sql<[{ version: number | null }]>`
    select app.lock_group(${groupUuid}::uuid) as version`;
  return row.version ?? undefined;
}

/** SQL: the columns of a Group, from `site_groups g` and `counted`. */
const figures = (sql: AdminSql) =>
  sql`g.site_group_uuid, g.site_group_name, g.is_admin, g.service_level, g.created_utc, g.version,
    people.members, people.deactivated, people.last_seen_utc,
    had.sites, had.capacity_kw, had.with_capacity`;

/** SQL: joins users and sites of each group `g`. Reads capacities from `known`. */
const counted = (sql: AdminSql) =>
  sql`
    left join lateral (
      select count(*)::int as members, max(last_seen_utc) as last_seen_utc,
        count(deactivated_utc)::int as deactivated
      from users u where u.site_group_uuid = g.site_group_uuid) people on true
    left join lateral (
      select count(*)::int as sites, count(k.kw)::int as with_capacity,
        coalesce(sum(k.kw), 0) as capacity_kw
      from site_group_sites l left join known k using (site_uuid)
      where l.site_group_uuid = g.site_group_uuid) had on true`;

/**
 * SQL, as a CTE: the capacity of each site that has a finite one. Read once for all groups: within
 * each group, row-level security would be evaluated site by site.
 */
const known = (sql: AdminSql) =>
  sql`known as materialized (
    select site_uuid, capacity_kw as kw from sites
    where capacity_kw between 0 and 1e300)`;

/** Returns a group with what it has; undefined without such a group. */
export async function find(sql: AdminSql, groupUuid: string): Promise<Group | undefined> {
  const [group] = await sql<Group[]>`
    with ${known(sql)}
    select ${figures(sql)} from site_groups g ${counted(sql)}
    where g.site_group_uuid = ${groupUuid}`;
  return group;
}

interface Listing {
  /** Part of the name, or four or more characters of the UUID's start. */
  search?: string;
  limit: number;
}

/** SQL: true when group `g` matches the search text; see Listing. */
const matches = (sql: AdminSql, search = "") =>
  sql`(strpos(lower(g.site_group_name), lower(${search})) > 0 or ${search} = ''
    or length(${search}) >= 4 and starts_with(g.site_group_uuid::text, lower(${search})))`;

/** Returns a page of groups by name. A row more than `limit` means that there is a next page. */
export async function list(
  sql: AdminSql,
  { search, limit, offset }: Listing & { offset: number },
): Promise<Group[]> {
  return await sql<Group[]>`
    with ${known(sql)}, g as (
      select * from site_groups g where ${matches(sql, search)}
      order by lower(site_group_name), site_group_name, site_group_uuid
      limit ${limit + 1} offset ${offset})
    select ${figures(sql)} from g ${counted(sql)}
    order by lower(g.site_group_name), g.site_group_name, g.site_group_uuid`;
}

/** Counts the groups that a search finds, up to one more than MOST_COUNTED. */
export async function count(sql: AdminSql, search: string): Promise<number> {
  return await countUpTo(sql, sql`select from site_groups g where ${matches(sql, search)}`);
}

/**
 * Returns the groups by UUID, after one of them: for scripts that read page after page. A row more
 * than `limit` means that there is a next page.
 */
export async function listAfter(
  sql: AdminSql,
  { search, limit, after }: Listing & { after?: string },
): Promise<Group[]> {
  return await sql<Group[]>`
    with ${known(sql)}, g as (
      select * from site_groups g where ${matches(sql, search)}
        ${after ? sql`and site_group_uuid > ${after}::uuid` : sql``}
      order by site_group_uuid limit ${limit + 1})
    select ${figures(sql)} from g ${counted(sql)} order by g.site_group_uuid`;
}

/** SQL: lets transactions that name groups wait for each other, so that names stay unique. */
const lockNames = (sql: AdminSql) =>
  sql`select pg_advisory_xact_lock(hashtext('site_groups.site_group_name'))`;

/** Creates an ordinary group. Returns its UUID; undefined when another group has the name. */
export async function insert(
  sql: AdminSql,
  { site_group_name, service_level = 0 }: { site_group_name: string; service_level?: number },
): Promise<string | undefined> {
  await lockNames(sql);
  const [made] = await sql<{ site_group_uuid: string }[]>`
    insert into site_groups (site_group_name, service_level)
    values (${site_group_name}, ${service_level})
    on conflict (site_group_name) do nothing returning site_group_uuid`;
  return made?.site_group_uuid;
}

/**
 * Changes what is given of a group. Returns false, and changes nothing, when another group has the
 * name, or without such a group.
 */
export async function update(
  sql: AdminSql,
  groupUuid: string,
  { site_group_name = null, service_level = null }: {
    site_group_name?: string | null;
    service_level?: number | null;
  },
): Promise<boolean> {
  await lockNames(sql);
  const changed = await sql`
    update site_groups set site_group_name = coalesce(${site_group_name}, site_group_name),
      service_level = coalesce(${service_level}::int, service_level)
    where site_group_uuid = ${groupUuid} and not exists (select 1 from site_groups other
      where other.site_group_name = ${site_group_name} and other.site_group_uuid <> ${groupUuid})
    returning site_group_uuid`;
  return changed.length > 0;
}

/**
 * Deletes a group and its links to sites. Returns how many sites became inactive, since no ordinary
 * group has them any more. Throws SC409 while the group has users, P0002 without such a group.
 */
export async function remove(sql: AdminSql, groupUuid: string): Promise<number> {
  const [row] = await sql<{ deactivated: number }[]>`
    select app.delete_group(${groupUuid}) as deactivated`;
  return row!.deactivated;
}
