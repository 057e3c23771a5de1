import { startThrowAway, useEmbedded } from "../db/embedded/embedded.ts";
import { migrateDown, migrateUp } from "../db/migrate.ts";
import { applySchema } from "../db/schema.ts";
import { refuseMisfit } from "../db/toolkit/applied.ts";
import { type Check, checkSchema, migrationState, stamp } from "../db/toolkit/check.ts";
import { writeSnapshot } from "../db/toolkit/expected.ts";
import { draftMigration, writeMigration } from "../db/toolkit/make.ts";
import { parseRename } from "../db/toolkit/renames.ts";
import { checkInWords, stateInWords } from "../db/toolkit/report.ts";
import { mayMakeDatabases } from "../db/toolkit/scratch.ts";
import { script } from "../db/toolkit/sql_text.ts";
import { AppError } from "../domain/errors.ts";
import { readConfig } from "../service/config.ts";
import { checkServer, databaseServer } from "../service/open_database.ts";
import { runProgram } from "../service/process.ts";
import { failWithHelp, findAction, parseWords } from "./arguments.ts";

const HELP = [
  "deno task migrate up [--to NAME] [--dry-run]",
  "deno task migrate down [--to NAME | --all] [--yes]",
  "deno task migrate status",
  "deno task migrate check [--sql | --json]",
  "deno task migrate make NAME [--rename TABLE:NEW | TABLE.COLUMN:NEW]",
  "deno task migrate stamp NAME [--anyway]",
  "deno task migrate snapshot",
].join("\n  ");

const OPTIONS = {
  to: { type: "string" },
  "dry-run": { type: "boolean" },
  all: { type: "boolean" },
  yes: { type: "boolean" },
  sql: { type: "boolean" },
  json: { type: "boolean" },
  rename: { type: "string", multiple: true },
  anyway: { type: "boolean" },
} as const;

type Values = ReturnType<typeof parseWords<typeof OPTIONS>>["values"];
type Option = keyof typeof OPTIONS;

interface Action {
  /** Options that it takes. */
  options: Option[];
  /** Takes a name after its own. */
  named?: true;
  /** Returns the status of the process, 0 if it returns none. */
  run(url: string, values: Values, name: string): Promise<number | void>;
}

const say = (sentence: string) => console.log(sentence);

const ACTIONS: Record<string, Action> = {
  up: {
    options: ["to", "dry-run"],
    run: async (url, { to, "dry-run": dryRun }) => {
      const names = await migrateUp(url, { to, dryRun, say });
      list(dryRun ? "would be applied" : "applied", names, "Nothing to apply.");
    },
  },
  down: {
    options: ["to", "all", "yes"],
    run: async (url, { to, all, yes }) => {
      if (to !== undefined && all) failWithHelp(HELP);
      list("taken back", await migrateDown(url, { to, all, yes, say }), "Nothing to take back.");
    },
  },
  status: {
    options: [],
    run: async (url) => stateInWords(await migrationState(url)).forEach(say),
  },
  check: {
    options: ["sql", "json"],
    run: async (url, values) => {
      const check = await checkSchema(url);
      show(check, values);
      return check.differences.length > 0 ? 1 : 0;
    },
  },
  make: {
    options: ["rename"],
    named: true,
    run: async (url, { rename = [] }, name) => await make(url, name, rename),
  },
  stamp: {
    options: ["anyway"],
    named: true,
    run: async (url, { anyway = false }, name) =>
      list("marked as applied", await stamp(url, name, anyway), "It is marked as applied already."),
  },
  snapshot: {
    options: [],
    run: async (url) => say(`written: ${await onMaker(url, writeSnapshot)}`),
  },
};

function list(verb: string, names: string[], nothing: string): void {
  if (names.length === 0) say(nothing);
  for (const name of names) say(`${verb}: ${name}`);
}

function show(check: Check, { sql, json }: Values): void {
  if (json) say(JSON.stringify(check, null, 2));
  else if (sql) say(script(check.steps));
  else checkInWords(check).forEach(say);
}

async function make(url: string, name: string, rename: string[]): Promise<void> {
  const state = await migrationState(url);
  refuseMisfit(state);
  if (state.pending.length) {
    throw new AppError(
      "conflict",
      `${state.pending.join(", ")} must be applied first (\`deno task migrate up\`): a new ` +
        "migration begins where the others end.",
    );
  }
  const renames = rename.map(parseRename);
  await onMaker(url, async (maker) => {
    const draft = await draftMigration(maker, { renames, declared: applySchema });
    if (!draft) return say("The migrations make what db/schema/ declares: nothing to write.");
    for (const path of await writeMigration(draft, name)) say(`written: ${path}`);
    say(`written: ${await writeSnapshot(maker)}`);
  });
}

/** Runs `work` where databases may be made: there, or on a server of its own. */
async function onMaker<T>(url: string, work: (url: string) => Promise<T>): Promise<T> {
  if (await mayMakeDatabases(url)) return await work(url);
  const own = await startThrowAway();
  try {
    return await work(own.url);
  } finally {
    await own.stop();
  }
}

function read() {
  const { values, positionals: [word = "up", name, ...rest] } = parseWords(OPTIONS, HELP);
  const action = findAction(ACTIONS, word, HELP);
  const isKnown = (option: string) => action.options.includes(option as Option);
  if (!Object.keys(values).every(isKnown) || rest.length) failWithHelp(HELP);
  if ((name !== undefined) !== (action.named ?? false)) failWithHelp(HELP);
  return { action, values, name: name ?? "", isCheck: word === "check" };
}

/** Status of a check that failed: neither 0 (no difference) nor 1 (differences). */
const COULD_NOT_LOOK = 2;

await runProgram(async (failWith) => {
  if (Deno.args.join(" ") === "help") return say(`Usage:\n  ${HELP}`);
  const { action, values, name, isCheck } = read();
  if (isCheck) failWith(COULD_NOT_LOOK);
  const { url, stop } = await databaseServer(readConfig(Deno.env.toObject()), useEmbedded);
  try {
    await checkServer(url);
    return await action.run(url, values, name);
  } finally {
    await stop();
  }
});
