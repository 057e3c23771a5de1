import type { OwnerSql } from "../db/client.ts";

export interface SiteGroup {
  site_group_uuid: string;
  site_group_name: string;
  is_admin: boolean;
}

/** The group of that name, made with `isAdmin` if there is none; an existing one stays as it is. */
export async function findOrMake(
  sql: OwnerSql,
  name: string,
  isAdmin: boolean,
): Promise<SiteGroup> {
  await sql`
    insert into site_groups (site_group_name, is_admin) values (${name}, ${isAdmin})
    on conflict (site_group_name) do nothing`;
  const [group] = await sql<SiteGroup[]>`
    select site_group_uuid, site_group_name, is_admin from site_groups
    where site_group_name = ${name}`;
  return group!;
}
