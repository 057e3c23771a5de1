import type { OwnerSql } from "../db/client.ts";

/** True when nobody has been added yet: the first start. */
export async function isEmpty(sql: OwnerSql): Promise<boolean> {
  const [row] =
    await sql`select not exists (select from users) and not exists (select from sites) as empty`;
  return row!.empty;
}

/** UUID of the group's site of that name, if there is one. */
export async function findSite(
  sql: OwnerSql,
  groupName: string,
  siteName: string,
): Promise<string | undefined> {
  const [site] = await sql<{ site_uuid: string }[]>`
    select site_uuid from sites
    join site_group_sites using (site_uuid) join site_groups using (site_group_uuid)
    where site_group_name = ${groupName} and client_site_name = ${siteName}
    order by site_uuid limit 1`;
  return site?.site_uuid;
}

/** Makes a site in a group, as its member would. */
export async function makeSite(sql: OwnerSql, groupUuid: string, site: object): Promise<string> {
  return await sql.begin(async (tx) => {
    await tx`select app.scope(${groupUuid}::uuid, null::uuid)`;
    const [made] = await tx`select app.create_site(${tx.json(site as never)}) as site_uuid`;
    return made!.site_uuid;
  });
}
