import type { OwnerSql } from "../../db/client.ts";
import { hashPassword } from "../../domain/account/password.ts";
import { newPassword } from "../../domain/account/secret.ts";
import * as demo from "../../sql/operations/demo.ts";
import * as siteGroups from "../../sql/groups/site_groups.ts";
import * as users from "../../sql/users/users.ts";
import { type DemoGroup, GROUPS } from "./cast.ts";
import { FLEET, type FleetSite, groupsOf } from "./fleet.ts";

export interface DemoAccount {
  email: string;
  password: string;
  group: string;
}

/**
 * Makes the groups, sites and users of the demo that are missing, and returns the new accounts.
 * `announce` receives these before the users are made, in one statement: if it fails, there is no
 * user whose password nobody knows.
 */
export async function seedDemo(
  sql: OwnerSql,
  announce: (accounts: DemoAccount[]) => Promise<void> = async () => {},
  fleet = FLEET,
): Promise<DemoAccount[]> {
  // In parallel: hashing passwords takes most of the time of the first start.
  const users = (await Promise.all(GROUPS.map((group) => seedGroup(sql, group)))).flat();
  await seedFleet(sql, fleet);
  const accounts = users.map(({ email, password, group }) => ({ email, password, group }));
  await announce(accounts);
  await demo.makeUsers(sql, users);
  return accounts;
}

/** Makes a group and its sites; returns the users that are missing, with new passwords. */
async function seedGroup(sql: OwnerSql, { name, isAdmin, emails, sites }: DemoGroup) {
  const { site_group_uuid } = await siteGroups.findOrMake(sql, name, isAdmin);
  for (const site of sites) {
    if (!await demo.findSite(sql, name, site.client_site_name)) {
      await demo.makeSite(sql, site_group_uuid, site);
    }
  }
  const known = await Promise.all(emails.map((email) => users.find(sql, email)));
  return await Promise.all(
    emails.filter((_, index) => !known[index]).map(async (email) => {
      const password = newPassword();
      return { email, password, group: name, site_group_uuid, hash: await hashPassword(password) };
    }),
  );
}

/** Makes the sites of the fleet that are missing in their groups. */
async function seedFleet(sql: OwnerSql, fleet: FleetSite[]): Promise<void> {
  const names = GROUPS.map(({ name }) => name);
  const found = await demo.findSites(sql, names, fleet.map((site) => site.client_site_name));
  const known = new Set(found.map((site) => site.client_site_name));
  const missing = fleet.filter((site) => !known.has(site.client_site_name));
  for (const [group, sites] of Map.groupBy(missing, (site) => groupsOf(site)[0]!)) {
    const uuids = await Promise.all(names.map(async (name) => {
      const { site_group_uuid } = await siteGroups.findOrMake(sql, name, false);
      return [name, site_group_uuid] as const;
    }));
    const uuidOf = new Map(uuids);
    await demo.makeSites(
      sql,
      uuidOf.get(group)!,
      sites,
      (at) => groupsOf(sites[at]!).slice(1).map((name) => uuidOf.get(name)!),
    );
  }
}
