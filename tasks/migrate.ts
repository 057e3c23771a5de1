import { useEmbedded } from "../db/embedded/embedded.ts";
import { migrateDown, migrateUp, pendingMigrations } from "../db/migrate.ts";
import { readConfig } from "../service/config.ts";
import { databaseServer } from "../service/open_database.ts";
import { runProgram } from "../service/process.ts";
import { findAction } from "./arguments.ts";

const HELP = "deno task migrate [up | down | down --all | status]";

/** Applies, takes back or lists migrations. */
const ACTIONS: Record<string, (url: string) => Promise<string[]>> = {
  up: async (url) => said("applied", await migrateUp(url), "Nothing to apply."),
  down: async (url) => said("taken back", await migrateDown(url), "Nothing to take back."),
  "down --all": async (url) =>
    said("taken back", await migrateDown(url, { all: true }), "Nothing to take back."),
  status: async (url) => said("pending", await pendingMigrations(url), "Up to date."),
};

function said(verb: string, names: string[], nothing: string): string[] {
  return names.length ? names.map((name) => `${verb}: ${name}`) : [nothing];
}

await runProgram(async () => {
  const action = findAction(ACTIONS, Deno.args.join(" ") || "up", HELP);
  const { url, stop } = await databaseServer(readConfig(Deno.env.toObject()), useEmbedded);
  try {
    for (const line of await action(url)) console.log(line);
  } finally {
    await stop();
  }
});
