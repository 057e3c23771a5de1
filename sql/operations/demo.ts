import type { OwnerSql } from "../../db/client.ts";
import { networkAt } from "../../domain/sites/great_britain.ts";
import type { Site } from "../../domain/sites/site.ts";
import { json } from "../kit/json.ts";

/** Returns true until there is a user: at the first start, or after one that was interrupted. */
export async function isEmpty(sql: OwnerSql): Promise<boolean> {
  const [row] = await sql`select not exists (select 1 from users) as empty`;
  return row!.empty;
}

/** Returns the UUID of a group's site by names; undefined when there is none. */
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

/** Creates users with password hashes, all of them or none. Throws when an e-mail is taken. */
export async function makeUsers(
  sql: OwnerSql,
  users: { email: string; site_group_uuid: string; hash: string }[],
): Promise<void> {
  await sql.begin(async (tx) => {
    for (const { email, site_group_uuid, hash } of users) {
      await tx`
        insert into app.credentials (user_uuid, password_hash)
        values (app.make_user(${email}, ${site_group_uuid}), ${hash})`;
    }
  });
}

/**
 * Creates a site in a group as its member would, and returns its UUID; `{}` makes a site of which
 * nothing is known. DNO and GSP come from the coordinates unless they are given.
 */
export async function makeSite(sql: OwnerSql, groupUuid: string, site: object): Promise<string> {
  const { latitude = null, longitude = null }: Partial<Site> = site;
  const made = { ...networkAt({ latitude, longitude }), ...site };
  return await sql.begin(async (tx) => {
    await tx`select app.scope(${groupUuid}::uuid, null::uuid, 'task')`;
    const [row] = await tx`select app.create_site(${json(tx, made)}) as site_uuid`;
    return row!.site_uuid;
  });
}
