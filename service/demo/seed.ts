import type { OwnerSql } from "../../db/client.ts";
import { hashPassword } from "../../domain/password.ts";
import { newPassword } from "../../domain/secret.ts";
import * as demo from "../../sql/demo.ts";
import * as passwords from "../../sql/passwords.ts";
import * as siteGroups from "../../sql/site_groups.ts";
import * as users from "../../sql/users.ts";
import { type DemoGroup, GROUPS } from "./cast.ts";

export interface DemoAccount {
  email: string;
  password: string;
  group: string;
}

/** Makes what is missing of the demo's groups, users and sites; answers the accounts made now. */
export async function seedDemo(sql: OwnerSql): Promise<DemoAccount[]> {
  // At once: hashing the passwords is most of the work, and the first start shall be quick.
  return (await Promise.all(GROUPS.map((group) => seedGroup(sql, group)))).flat();
}

async function seedGroup(sql: OwnerSql, { name, isAdmin, emails, sites }: DemoGroup) {
  const { site_group_uuid } = await siteGroups.findOrMake(sql, name, isAdmin);
  for (const site of sites) {
    if (!await demo.findSite(sql, name, site.client_site_name)) {
      await demo.makeSite(sql, site_group_uuid, site);
    }
  }
  const made = await Promise.all(emails.map((email) => seedUser(sql, email, site_group_uuid)));
  return made.filter((account) => account !== undefined).map((account) => ({
    ...account,
    group: name,
  }));
}

async function seedUser(sql: OwnerSql, email: string, groupUuid: string) {
  const userUuid = await users.make(sql, email, groupUuid);
  if (!userUuid) return undefined;
  const password = newPassword();
  await passwords.setFirst(sql, userUuid, await hashPassword(password));
  return { email, password };
}
