import type { AdminSql } from "../../db/scope.ts";
import type { AdminSite, Assignment } from "../../domain/sites/admin_site.ts";
import type { NewSite } from "../../domain/sites/site_input.ts";
import { countUpTo } from "../kit/page.ts";
import { columns as siteColumns, placed } from "./sites.ts";

/** SQL: the columns of an AdminSite, from `sites`. */
const columns = (sql: AdminSql) =>
  sql`${siteColumns(sql)}, client_uuid, ml_model_uuid,
    coalesce((select jsonb_array_length(h.hints) from site_hints h
      where h.site_uuid = sites.site_uuid and h.version = sites.version), 0) as hint_count,
    (select client_name from clients c where c.client_uuid = sites.client_uuid) as client_name,
    (select m.name from ml_model m where m.model_uuid = sites.ml_model_uuid) as model_name,
    (select m.version from ml_model m where m.model_uuid = sites.ml_model_uuid) as model_version,
    (select coalesce(jsonb_agg(jsonb_build_object('site_group_uuid', g.site_group_uuid,
          'site_group_name', g.site_group_name, 'is_admin', g.is_admin)
        order by g.is_admin, lower(g.site_group_name), g.site_group_uuid), '[]')
      from site_group_sites l join site_groups g using (site_group_uuid)
      where l.site_uuid = sites.site_uuid) as groups`;

/** SQL: what pages call a site, as siteName() of domain/sites/site.ts does. */
const shownName = (sql: AdminSql) =>
  sql`coalesce(nullif(client_site_name, ''),
    'Site ' || coalesce(client_site_id::text, left(site_uuid::text, 8)))`;

interface Listing {
  /**
   * Part of the name or of a group's name, the client's number, or at least four characters of the
   * UUID's start.
   */
  search?: string;
  /** Undefined: active and inactive ones. */
  active?: boolean;
  /** Only sites with a hint about contradicting data. */
  withHints?: boolean;
  limit: number;
}

/** SQL: true when there are hints about the present version of a site. */
const hasHints = (sql: AdminSql) =>
  sql`exists (select 1 from site_hints h where h.site_uuid = sites.site_uuid
    and h.version = sites.version and h.hints <> '[]')`;

/** SQL: true when a site matches; see Listing. */
const matches = (sql: AdminSql, { search = "", active, withHints }: Omit<Listing, "limit">) =>
  sql`${withHints ? hasHints(sql) : sql`true`}
    and (${active ?? null}::boolean is null or coalesce(active, true) = ${active ?? null}::boolean)
    and (${search} = '' or strpos(lower(client_site_name), lower(${search})) > 0
      or length(${search}) >= 6 and starts_with(lower(${shownName(sql)}), lower(${search}))
      or client_site_id::text = ${search}
      or length(${search}) >= 4 and starts_with(site_uuid::text, lower(${search}))
      or site_uuid = any(array(
        select l.site_uuid from site_group_sites l join site_groups g using (site_group_uuid)
        where not g.is_admin and strpos(lower(g.site_group_name), lower(${search})) > 0)))`;

/**
 * Returns a page of all sites by the name that pages show. A row more than `limit` means that there
 * is a next page.
 */
export async function list(
  sql: AdminSql,
  listing: Listing & { offset: number },
): Promise<AdminSite[]> {
  return await sql<AdminSite[]>`
    select ${columns(sql)} from sites where ${matches(sql, listing)}
    order by lower(${shownName(sql)}), site_uuid
    limit ${listing.limit + 1} offset ${listing.offset}`;
}

/** Counts the sites that a search finds, up to one more than MOST_COUNTED. */
export async function count(sql: AdminSql, listing: Omit<Listing, "limit">): Promise<number> {
  return await countUpTo(sql, sql`select from sites where ${matches(sql, listing)}`);
}

/**
 * Returns all sites by UUID, after one of them: for scripts that read page after page. A row more
 * than `limit` means that there is a next page.
 */
export async function listAfter(
  sql: AdminSql,
  { after, ...listing }: Listing & { after?: string },
): Promise<AdminSite[]> {
  return await sql<AdminSite[]>`
    select ${columns(sql)} from sites where ${matches(sql, listing)}
      ${after ? sql`and site_uuid > ${after}::uuid` : sql``}
    order by site_uuid limit ${listing.limit + 1}`;
}

/** Returns a site of any group; undefined without one of this UUID. */
export async function find(sql: AdminSql, siteUuid: string): Promise<AdminSite | undefined> {
  const [site] = await sql<AdminSite[]>`
    select ${columns(sql)} from sites where site_uuid = ${siteUuid}::uuid`;
  return site;
}

/**
 * Creates a site as sites.create does, in these groups and in every admin group. Returns its UUID.
 */
export async function create(sql: AdminSql, site: NewSite, groups: string[]): Promise<string> {
  const [made] = await sql<{ site_uuid: string }[]>`
    select app.create_site_in(${sql.json(placed(site))}, ${groups}::uuid[]) as site_uuid`;
  return made!.site_uuid;
}

/** Activates or deactivates a site. A site that is so already gets no entry in its history. */
export async function setActive(sql: AdminSql, siteUuid: string, active: boolean): Promise<void> {
  await sql`select app.set_site_active(${siteUuid}::uuid, ${active})`;
}

/** Assigns model and client, or none. The same ones as before make no entry in the history. */
export async function assign(
  sql: AdminSql,
  siteUuid: string,
  { ml_model_uuid, client_uuid }: Assignment,
): Promise<void> {
  await sql`
    select app.assign_site(${siteUuid}::uuid, ${ml_model_uuid}::uuid, ${client_uuid}::uuid)`;
}
