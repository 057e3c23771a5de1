import type { OwnerSql } from "../../db/client.ts";
import * as demo from "../../sql/operations/demo.ts";
import * as siteGroups from "../../sql/groups/site_groups.ts";
import * as users from "../../sql/users/users.ts";
import { type DemoGroup, GROUPS } from "./cast.ts";
import { FLEET, type FleetSite, groupsOf } from "./fleet.ts";
import { type HashedPassword, newHashedPassword } from "./passwords.ts";

export interface DemoAccount {
  email: string;
  password: string;
  group: string;
}

/**
 * Makes the groups, sites and users of the demo that are missing, and returns the new accounts.
 * `announce` receives these before the users are made, in one statement: if it fails, no
 * user is made whose password was not shown. `passwords`: hashes that were begun earlier.
 */
export async function seedDemo(
  sql: OwnerSql,
  announce: (accounts: DemoAccount[]) => Promise<void> = async () => {},
  fleet = FLEET,
  passwords: Promise<HashedPassword>[] = [],
): Promise<DemoAccount[]> {
  const missing = (await Promise.all(GROUPS.map((group) => seedGroup(sql, group)))).flat();
  // Beside the fleet: hashing passwords takes most of the time of the first start.
  const hashed = missing.map((_, at) => passwords[at] ?? newHashedPassword());
  await seedFleet(sql, fleet);
  const made = await Promise.all(hashed);
  const users = missing.map((user, at) => ({ ...user, ...made[at]! }));
  const accounts = users.map(({ email, password, group }) => ({ email, password, group }));
  await announce(accounts);
  await demo.makeUsers(sql, users);
  return accounts;
}

/** Makes a group and its sites; returns the users that are missing. */
async function seedGroup(sql: OwnerSql, { name, isAdmin, emails, sites }: DemoGroup) {
  const { site_group_uuid } = await siteGroups.findOrMake(sql, name, isAdmin);
  for (const site of sites) {
    if (!await demo.findSite(sql, name, site.client_site_name)) {
      await demo.makeSite(sql, site_group_uuid, site);
    }
  }
  const known = await Promise.all(emails.map((email) => users.find(sql, email)));
  return emails.filter((_, index) => !known[index])
    .map((email) => ({ email, group: name, site_group_uuid }));
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
