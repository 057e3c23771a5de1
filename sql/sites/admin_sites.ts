import type { AdminSql } from "../../db/scope.ts";
import type { AdminSite, Assignment } from "../../domain/sites/admin_site.ts";
import { networkAt } from "../../domain/sites/great_britain.ts";
import type { NewSite } from "../../domain/sites/site_input.ts";
import { countUpTo } from "../kit/page.ts";
import { columns as siteColumns } from "./sites.ts";

const columns = (sql: AdminSql) =>
  sql`${siteColumns(sql)}, client_uuid, ml_model_uuid,
    (select client_name from clients c where c.client_uuid = sites.client_uuid) as client_name,
    (select m.name from ml_model m where m.model_uuid = sites.ml_model_uuid) as model_name,
    (select m.version from ml_model m where m.model_uuid = sites.ml_model_uuid) as model_version,
    (select coalesce(jsonb_agg(jsonb_build_object('site_group_uuid', g.site_group_uuid,
          'site_group_name', g.site_group_name, 'is_admin', g.is_admin)
        order by g.is_admin, lower(g.site_group_name), g.site_group_uuid), '[]')
      from site_group_sites l join site_groups g using (site_group_uuid)
      where l.site_uuid = sites.site_uuid) as groups`;

/** What pages call a site, as siteName() of domain/sites/site.ts. */
const shownName = (sql: AdminSql) =>
  sql`coalesce(nullif(client_site_name, ''),
    'Site ' || coalesce(client_site_id::text, left(site_uuid::text, 8)))`;

interface Asked {
  /**
   * Part of the name or of a group's name, the client's id, or the start of the UUID, where it is
   * long enough not to be found in every other UUID.
   */
  search?: string;
  /** Undefined: active and inactive ones. */
  active?: boolean;
  limit: number;
}

const matches = (sql: AdminSql, { search = "", active }: Omit<Asked, "limit">) =>
  sql`(${active ?? null}::boolean is null or coalesce(active, true) = ${active ?? null}::boolean)
    and (${search} = '' or strpos(lower(client_site_name), lower(${search})) > 0
      or length(${search}) >= 6 and starts_with(lower(${shownName(sql)}), lower(${search}))
      or client_site_id::text = ${search}
      or length(${search}) >= 4 and starts_with(site_uuid::text, lower(${search}))
      or site_uuid = any(array(
        select l.site_uuid from site_group_sites l join site_groups g using (site_group_uuid)
        where not g.is_admin and strpos(lower(g.site_group_name), lower(${search})) > 0)))`;

/** A page of all sites by the name that pages show. One row more than `limit`: there is a next page. */
export async function list(
  sql: AdminSql,
  asked: Asked & { offset: number },
): Promise<AdminSite[]> {
  return await sql<AdminSite[]>`
    select ${columns(sql)} from sites where ${matches(sql, asked)}
    order by lower(${shownName(sql)}), site_uuid
    limit ${asked.limit + 1} offset ${asked.offset}`;
}

/** How many sites a search finds. */
export async function count(sql: AdminSql, asked: Omit<Asked, "limit">): Promise<number> {
  return await countUpTo(sql, sql`select from sites where ${matches(sql, asked)}`);
}

/** All sites after one in the order of UUIDs: for scripts that walk them. */
export async function listAfter(
  sql: AdminSql,
  { after, ...asked }: Asked & { after?: string },
): Promise<AdminSite[]> {
  return await sql<AdminSite[]>`
    select ${columns(sql)} from sites where ${matches(sql, asked)}
      ${after ? sql`and site_uuid > ${after}::uuid` : sql``}
    order by site_uuid limit ${asked.limit + 1}`;
}

export async function find(sql: AdminSql, siteUuid: string): Promise<AdminSite | undefined> {
  const [site] = await sql<AdminSite[]>`
    select ${columns(sql)} from sites where site_uuid = ${siteUuid}::uuid`;
  return site;
}

/** As sites.create, in these groups and in every admin group. */
export async function create(sql: AdminSql, site: NewSite, groups: string[]): Promise<string> {
  const placed = sql.json({ ...site, ...networkAt(site) });
  const [made] = await sql<{ site_uuid: string }[]>`
    select app.create_site_in(${placed}, ${groups}::uuid[]) as site_uuid`;
  return made!.site_uuid;
}

/** Takes a site out of use, or back into it; one that is so already is left alone. */
export async function setActive(sql: AdminSql, siteUuid: string, active: boolean): Promise<void> {
  await sql`
    update sites set active = ${active}
    where site_uuid = ${siteUuid}::uuid and coalesce(active, true) <> ${active}`;
}

/** Assigns model and client, or none; the same ones as before are no edit. */
export async function assign(
  sql: AdminSql,
  siteUuid: string,
  { ml_model_uuid, client_uuid }: Assignment,
): Promise<void> {
  await sql`
    update sites set ml_model_uuid = ${ml_model_uuid}::uuid, client_uuid = ${client_uuid}::uuid
    where site_uuid = ${siteUuid}::uuid
      and (ml_model_uuid, client_uuid) is distinct from (${ml_model_uuid}::uuid, ${client_uuid}::uuid)`;
}
