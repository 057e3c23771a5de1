import type { OwnerSql } from "../db/client.ts";
import { AppError } from "../domain/errors.ts";
import type { Config } from "../service/config.ts";
import * as factors from "../sql/account/factors.ts";
import * as siteGroups from "../sql/groups/site_groups.ts";
import * as users from "../sql/users/users.ts";
import { failWithHelp, findAction, parseWords } from "./arguments.ts";
import { makePasswordLink, parseEmail } from "./password_link.ts";
import { recordTask } from "./security_event.ts";
import { withDatabase } from "./with_database.ts";

const HELP = [
  "deno task user add EMAIL --group NAME [--admin]",
  "deno task user password EMAIL",
  "deno task user factor-reset EMAIL",
  "deno task user list",
].join("\n  ");

interface Arguments {
  email: string;
  group?: string;
  admin: boolean;
}

const ACTIONS: Record<string, (sql: OwnerSql, config: Config, given: Arguments) => Promise<void>> =
  {
    add: async (sql, config, { email, group: name, admin }) => {
      if (!name) failWithHelp(HELP);
      const taken = new AppError("conflict", `The user ${email} exists already.`);
      if (await users.find(sql, parseEmail(email))) throw taken;
      const group = await siteGroups.findOrMake(sql, name, admin);
      if (admin && !group.is_admin) {
        throw new AppError(
          "conflict",
          `The group ${name} exists and is not an admin group. Name another group for admins.`,
        );
      }
      if (group.is_admin && !admin) {
        throw new AppError("conflict", `The users of ${name} are admins. Add --admin to confirm.`);
      }
      const user = await users.make(sql, parseEmail(email), group.site_group_uuid);
      if (!user) throw taken;
      const detail = `added the user to ${name}.`;
      await recordTask(sql, "rights", detail, { user_uuid: user, email });
      console.log(await makePasswordLink(sql, config, { user_uuid: user, email }));
    },
    password: async (sql, config, { email }) => {
      const user_uuid = await findUser(sql, email);
      console.log(await makePasswordLink(sql, config, { user_uuid, email }));
    },
    "factor-reset": async (sql, _, { email }) => {
      const user = await findUser(sql, email);
      await factors.reset(sql, user);
      const subject = { user_uuid: user, email };
      await recordTask(sql, "factor", "reset the second factor.", subject);
      console.log(`${email} has no second factor any more, and is signed out everywhere.`);
    },
    list: async (sql) => {
      for (const { email, site_group_name, is_admin, has_password } of await users.list(sql)) {
        const marks = [is_admin && "admin", !has_password && "no password yet"].filter(Boolean);
        console.log([email ?? "(no e-mail)", site_group_name ?? "", marks.join(", ")].join("\t"));
      }
    },
  };

/** Returns the UUID of the user with this e-mail address. Throws not_found without one. */
async function findUser(sql: OwnerSql, email: string): Promise<string> {
  const user = await users.find(sql, parseEmail(email));
  if (!user) throw new AppError("not_found", `There is no user ${email}.`);
  return user;
}

function read() {
  const { values, positionals: [action = "", email = ""] } = parseWords({
    group: { type: "string" },
    admin: { type: "boolean", default: false },
  }, HELP);
  return { run: findAction(ACTIONS, action, HELP), email, ...values };
}

await withDatabase(
  read,
  ({ run, ...given }, { database }, config) => run(database.owner, config, given),
);
