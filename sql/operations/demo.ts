import type { OwnerSql } from "../../db/client.ts";
import type { SiteGeneration } from "../../domain/generation/generation_value.ts";
import { networkAt } from "../../domain/sites/great_britain.ts";
import type { NewInverter } from "../../domain/sites/inverter.ts";
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

/** A site of the demo that has measurements up to `measured_until`; null: none. */
export interface FedSite {
  site_uuid: string;
  client_site_name: string;
  measured_until: string | null;
}

/** Returns the sites with these names that one of the groups has. */
export async function findSites(
  sql: OwnerSql,
  groupNames: string[],
  siteNames: string[],
): Promise<FedSite[]> {
  return await sql<FedSite[]>`
    select site_uuid, client_site_name, (
      select end_utc from generation g where g.site_uuid = s.site_uuid
      order by start_utc desc limit 1) as measured_until
    from sites s
    where client_site_name = any(${siteNames}) and site_uuid in (
      select site_uuid from site_group_sites join site_groups using (site_group_uuid)
      where site_group_name = any(${groupNames}))
    order by client_site_id, site_uuid`;
}

/**
 * Stores measurements as if each had been sent at its end; for a period that has a value, the stored
 * one stays. Returns how many were new.
 */
export async function storeMeasured(sql: OwnerSql, values: SiteGeneration[]): Promise<number> {
  const { count } = await sql`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw, created_utc)
    select site_uuid, start_utc, end_utc, generation_power_kw, end_utc
    from jsonb_to_recordset(${json(sql, values)}) r (site_uuid uuid, start_utc timestamp,
      end_utc timestamp, generation_power_kw float8)
    order by 1, 2
    on conflict do nothing`;
  return count;
}

/**
 * Creates sites with their inverters in a group, and links them to other groups, all of them or
 * none, as `makeSite` does.
 */
export async function makeSites(
  sql: OwnerSql,
  groupUuid: string,
  sites: (Pick<Site, "latitude" | "longitude"> & { inverters: NewInverter[] })[],
  otherGroups: (at: number) => string[],
): Promise<void> {
  const made = sites.map((site) => ({ ...networkAt(site), ...site }));
  await sql.begin(async (tx) => {
    await tx`select app.scope(${groupUuid}::uuid, null::uuid, 'task')`;
    const rows = await tx<{ site_uuid: string }[]>`
      select app.create_site(site) as site_uuid from jsonb_array_elements(${json(tx, made)}) site`;
    const links = rows.flatMap(({ site_uuid }, at) =>
      otherGroups(at).map((site_group_uuid) => ({ site_group_uuid, site_uuid }))
    );
    await tx`
      insert into site_group_sites (site_group_uuid, site_uuid)
      select site_group_uuid, site_uuid
      from jsonb_to_recordset(${json(tx, links)}) r (site_group_uuid uuid, site_uuid uuid)`;
    const inverters = rows.flatMap(({ site_uuid }, at) =>
      sites[at]!.inverters.map((inverter) => ({ site_uuid, ...inverter }))
    );
    await tx`
      insert into inverters (site_uuid, name, maker, ac_kw)
      select site_uuid, name, maker, ac_kw from jsonb_to_recordset(${json(tx, inverters)})
        r (site_uuid uuid, name text, maker text, ac_kw float8)`;
  });
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
