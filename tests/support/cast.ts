import type { OwnerSql } from "../../db/client.ts";
import type { Viewer } from "../../domain/account/viewer.ts";
import { hashPassword } from "../../domain/account/password.ts";
import { hashSecret, newSecret, newToken } from "../../domain/account/secret.ts";
import * as demo from "../../sql/operations/demo.ts";
import * as sessions from "../../sql/account/sessions.ts";
import * as siteGroups from "../../sql/groups/site_groups.ts";
import * as tokens from "../../sql/account/tokens.ts";
import type { SiteGroup } from "../../domain/groups/group.ts";
import * as users from "../../sql/users/users.ts";

/** A person with everything that a test needs to act as them. */
export interface Person extends Viewer {
  password: string;
  /** Secret of a running session. */
  session: string;
  /** API token that may read and write, and one that may only read. */
  token: string;
  readToken: string;
}

/** alice and bob share a group; charlie, in another one, is the stranger; ada administers. */
export interface Cast {
  alice: Person;
  bob: Person;
  charlie: Person;
  ada: Person;
  sites: {
    /** alice's and bob's: a PV plant, a site on which every nullable column is NULL. */
    plant: string;
    bare: string;
    /** charlie's: a wind site. */
    turbine: string;
  };
}

/** Cheap, for tests: the parameters travel with the hash. */
const COST = { N: 2 ** 4, r: 8, p: 1 };

/** Fills a migrated database with the cast. */
export async function makeCast(sql: OwnerSql): Promise<Cast> {
  const admins = await siteGroups.findOrMake(sql, "ocf", true);
  const roofs = await siteGroups.findOrMake(sql, "Roofs", false);
  const hills = await siteGroups.findOrMake(sql, "Hills", false);
  const [alice, bob, charlie, ada] = await Promise.all([
    makePerson(sql, "alice@example.org", roofs),
    makePerson(sql, "bob@example.org", roofs),
    makePerson(sql, "charlie@example.org", hills),
    makePerson(sql, "ada@example.org", admins),
  ]);
  const plant = await demo.makeSite(sql, roofs.site_group_uuid, PLANT);
  const bare = await demo.makeSite(sql, roofs.site_group_uuid, {});
  await sql`
    update sites set created_utc = null, country = null, orientation = null, tilt = null,
      active = null where site_uuid = ${bare}`;
  const turbine = await demo.makeSite(sql, hills.site_group_uuid, TURBINE);
  return { alice, bob, charlie, ada, sites: { plant, bare, turbine } };
}

export const PLANT = {
  client_site_id: 7,
  client_site_name: "Plant <&> one",
  latitude: -21.3333,
  longitude: 55.4833,
  altitude_m: 75,
  capacity_kw: 49.14,
  inverter_capacity_kw: 50,
  tilt: 2,
  orientation: 194,
};

const TURBINE = {
  client_site_name: "Turbine",
  asset_type: "wind",
  latitude: 59,
  longitude: -3.1,
  capacity_kw: 900,
};

/** A user in a group, with password, session and tokens. */
export async function makePerson(
  sql: OwnerSql,
  email: string,
  group: SiteGroup,
): Promise<Person> {
  const password = `${email} and a long password`;
  await demo.makeUsers(sql, [{ ...group, email, hash: await hashPassword(password, COST) }]);
  const user_uuid = (await users.find(sql, email))!;
  const session = newSecret();
  await sessions.start(sql, user_uuid, hashSecret(session), { days: 30 });
  const token = await makeToken(sql, user_uuid, true);
  const readToken = await makeToken(sql, user_uuid, false);
  return {
    ...group,
    user_uuid,
    email,
    can_write: true,
    through: "form",
    password,
    session,
    token,
    readToken,
  };
}

async function makeToken(sql: OwnerSql, userUuid: string, canWrite: boolean): Promise<string> {
  const { secret, prefix } = newToken();
  await tokens.add(sql, userUuid, { hash: hashSecret(secret), prefix, canWrite, days: null });
  return secret;
}
