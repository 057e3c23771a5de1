import { z } from "zod";
import type { OwnerSql } from "../db/client.ts";
import { AppError } from "../domain/errors.ts";
import { hashSecret, newToken } from "../domain/account/secret.ts";
import { tokenAccess } from "../domain/account/token.ts";
import * as tokens from "../sql/account/tokens.ts";
import * as users from "../sql/users/users.ts";
import { failWithHelp, findAction, parseWords } from "./arguments.ts";
import { recordTask } from "./security_event.ts";
import { withDatabase } from "./with_database.ts";

const HELP = [
  "deno task token add EMAIL [--write | --generation] [--site UUID]… [--days N] [--may-rotate]",
  "deno task token list",
  "deno task token revoke PREFIX",
].join("\n  ");

interface Arguments {
  subject: string;
  write: boolean;
  /** Whether it writes generation, and may do nothing else. */
  generation: boolean;
  /** The only sites that it sees. */
  site?: string[];
  days?: string;
  /** Whether it can make its successor. */
  "may-rotate": boolean;
}

const ACTIONS: Record<string, (sql: OwnerSql, given: Arguments) => Promise<void>> = {
  add: async (sql, { subject: email, write, generation, site, days, ...more }) => {
    const user = await users.find(sql, email);
    if (write && generation) failWithHelp(HELP);
    if (!user) throw new AppError("not_found", `There is no user ${email || "without an e-mail"}.`);
    const { secret, prefix } = newToken();
    await tokens.add(sql, user, {
      hash: hashSecret(secret),
      prefix,
      canWrite: write || generation,
      onlyGeneration: generation,
      siteUuids: await namedSites(sql, user, site),
      days: wholeDays(days),
      mayRotate: more["may-rotate"],
    });
    await recordTask(sql, "token", `made ${prefix}.`, { user_uuid: user, email });
    console.log(secret);
  },
  list: async (sql) => {
    for (const token of await tokens.list(sql)) {
      console.log([
        token.prefix,
        token.email ?? "(no e-mail)",
        tokenAccess(token),
        token.revoked_utc ? "revoked" : `expires ${token.expires_utc ?? "never"}`,
        `last used ${token.last_used_utc ?? "never"}`,
      ].join("\t"));
    }
  },
  revoke: async (sql, { subject: prefix }) => {
    if (await tokens.revoke(sql, prefix) === 0) {
      throw new AppError(
        "not_found",
        `There is no token ${prefix} to revoke. See deno task token list.`,
      );
    }
    const nobody = { user_uuid: null, email: "" };
    await recordTask(sql, "token", `revoked ${prefix}.`, nobody);
    console.log(`revoked: ${prefix}`);
  },
};

/** Returns the UUIDs that were given, null for none. Throws "invalid" unless all are the user's. */
async function namedSites(sql: OwnerSql, user: string, given: string[] | undefined) {
  if (!given) return null;
  const wrong = given.find((text) => !z.guid().safeParse(text).success);
  const [foreign] = wrong === undefined ? await tokens.sitesNotOf(sql, user, given) : [wrong];
  if (foreign === undefined) return given;
  throw new AppError("invalid", `${foreign} is no site of this user's group.`);
}

function wholeDays(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new AppError("invalid", "--days takes a number from 1 to 9999.");
  }
  return Number(text);
}

function read() {
  const { values, positionals: [action = "", subject = ""] } = parseWords({
    write: { type: "boolean", default: false },
    generation: { type: "boolean", default: false },
    site: { type: "string", multiple: true },
    days: { type: "string" },
    "may-rotate": { type: "boolean", default: false },
  }, HELP);
  return { run: findAction(ACTIONS, action, HELP), subject, ...values };
}

await withDatabase(read, ({ run, ...given }, { database }) => run(database.owner, given));
