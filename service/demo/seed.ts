import type { OwnerSql } from "../../db/client.ts";
import { hashPassword } from "../../domain/account/password.ts";
import { newPassword } from "../../domain/account/secret.ts";
import * as demo from "../../sql/operations/demo.ts";
import * as siteGroups from "../../sql/groups/site_groups.ts";
import * as users from "../../sql/users/users.ts";
import { type DemoGroup, GROUPS } from "./cast.ts";

export interface DemoAccount {
  email: string;
  password: string;
  group: string;
}

/**
 * Makes what is missing of the demo's groups, sites and users. `tell` gets the new accounts before
 * they are made, all in one step: whatever breaks, nobody is left without a password. Answers them.
 */
export async function seedDemo(
  sql: OwnerSql,
  tell: (accounts: DemoAccount[]) => Promise<void> = async () => {},
): Promise<DemoAccount[]> {
  // At once: hashing the passwords is most of the work, and the first start shall be quick.
  const users = (await Promise.all(GROUPS.map((group) => seedGroup(sql, group)))).flat();
  const accounts = users.map(({ email, password, group }) => ({ email, password, group }));
  await tell(accounts);
  await demo.makeUsers(sql, users);
  return accounts;
}

/** Makes the group and its sites; answers who is still to be made in it. */
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
