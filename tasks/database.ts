import { openDatabase, type OwnerSql } from "../db/client.ts";
import { whyRefused } from "../db/refused.ts";
import { createDatabase } from "../db/toolkit/create.ts";
import { createChargingLogin } from "../db/toolkit/login.ts";
import { AppError } from "../domain/errors.ts";
import { type Config, readConfig } from "../service/config.ts";
import { runProgram } from "../service/process.ts";
import * as siteGroups from "../sql/groups/site_groups.ts";
import * as users from "../sql/users/users.ts";
import { failWithHelp, parseWords } from "./arguments.ts";
import { askSecret, canAsk } from "./ask_secret.ts";
import { makePasswordLink, parseEmail } from "./password_link.ts";

const HELP = "deno task database create [--name NAME] [--request-login] [--first-admin EMAIL]\n" +
  "deno task database login --group NAME [--name NAME] [--login NAME]";
const ADMINS = "admins";

function read() {
  const { values, positionals } = parseWords({
    name: { type: "string", default: "sitecast" },
    "request-login": { type: "boolean", default: false },
    "first-admin": { type: "string" },
    group: { type: "string" },
    login: { type: "string" },
  }, HELP);
  const email = values["first-admin"];
  const { group } = values;
  const isLogin = positionals.join(" ") === "login" && group !== undefined;
  if (!isLogin && positionals.join(" ") !== "create") failWithHelp(HELP);
  return {
    charging: isLogin ? { group, login: values.login ?? loginOf(group) } : undefined,
    wishes: { name: values.name, requestLogin: values["request-login"] },
    email: email === undefined ? undefined : parseEmail(email),
  };
}

/** Returns the name of a login for a group: its letters and figures. */
const loginOf = (group: string) =>
  `charging_${group.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")}`.slice(0, 40);

async function adminUrl(): Promise<string> {
  const given = Deno.env.get("ADMIN_DATABASE_URL")?.trim();
  if (!given && !canAsk()) {
    throw new AppError(
      "invalid",
      "ADMIN_DATABASE_URL must be set, where nobody can be asked for it: the address of a superuser, " +
        "like postgres://postgres:password@host:5432/postgres.",
    );
  }
  const url = given || await askSecret("Address of a superuser (postgres://…, it is not shown):");
  if (URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)) return url;
  throw new AppError(
    "invalid",
    "The address of a superuser must be like postgres://postgres:password@host:5432/postgres.",
  );
}

/** Makes the user and prints the link, or says that there is one. Returns whether anything was made. */
async function makeFirstAdmin(url: string, config: Config, email: string): Promise<boolean> {
  const database = openDatabase(url, { ownerMax: 1 });
  try {
    return await addAdmin(database.owner, config, email);
  } finally {
    await database.close();
  }
}

async function addAdmin(sql: OwnerSql, config: Config, email: string): Promise<boolean> {
  if (await users.find(sql, email)) return false;
  const group = await siteGroups.findOrMake(sql, ADMINS, true);
  if (!group.is_admin) {
    throw new AppError("conflict", `The group ${ADMINS} exists and is not an admin group.`);
  }
  const user = await users.make(sql, email, group.site_group_uuid);
  if (!user) return false;
  console.log(`made: user ${email}, who sets a password here:`);
  console.log(await makePasswordLink(sql, config, { user_uuid: user, email }));
  return true;
}

async function explained<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    const isLacking = (error as { code?: string }).code === "42501";
    const sentence = isLacking
      ? `The login of ADMIN_DATABASE_URL lacks a right: ${
        (error as Error).message
      }. Take a superuser's.`
      : await whyRefused(url, error);
    if (!sentence) throw error;
    throw new AppError("unavailable", sentence, { cause: error });
  }
}

await runProgram(async () => {
  const { wishes, email, charging } = read();
  const config = readConfig(Deno.env.toObject());
  const admin = await adminUrl();
  if (charging) {
    const login = { name: wishes.name, ...charging };
    const url = await explained(admin, () => createChargingLogin(admin, login));
    return console.log(
      `This login sees the charging data of ${charging.group} alone. Its password is shown this ` +
        `once:\n${url}`,
    );
  }
  const hearSecret = (setting: string) =>
    console.log(`Set this for the service; its password is shown this once:\n${setting}`);
  const { made, url } = await explained(admin, () => createDatabase(admin, wishes, hearSecret));
  for (const what of made) console.log(`made: ${what}`);
  const isNew = email !== undefined && await makeFirstAdmin(url, config, email);
  if (made.length === 0 && !isNew) {
    console.log("Everything is there already: nothing was changed, nor any password.");
  }
});
