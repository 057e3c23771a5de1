import postgres from "postgres";
import { startThrowAway } from "../db/embedded/embedded.ts";
import { migrateUp } from "../db/migrate.ts";
import { inGroups } from "./test/groups.ts";
import { testOptions } from "./test/options.ts";
import { printTimes } from "./test/times.ts";

/**
 * Runs the named tests (all without a name) against a server of their own, or that of
 * TEST_DATABASE_URL, whose login must be allowed to make databases and roles. The schema is migrated
 * once, into a template; each test file works on a copy. `--quick` leaves out the slow folders,
 * `--times` prints the seconds of each file.
 */
const { times, words } = testOptions(Deno.args);
const given = Deno.env.get("TEST_DATABASE_URL");
const server = given ? { url: given, stop: async () => {} } : await startThrowAway();
const template = `sitecast_test_${crypto.randomUUID().slice(0, 8)}`;
const admin = postgres(server.url, { max: 1, onnotice: () => {} });

/** Runs before each test file. */
const PRELOAD = "tests/support/properties.ts";

/** One file more than there are cores: some wait for the database, a browser or a process. */
const FILES_AT_ONCE = String(navigator.hardwareConcurrency + 1);

async function run(files: string[], ...options: string[]): Promise<number> {
  await admin`create database ${admin(template)}`;
  const url = new URL(server.url);
  url.pathname = `/${template}`;
  await migrateUp(url.href);
  const tests = new Deno.Command(Deno.execPath(), {
    // `deno task check` checks the types.
    args: ["test", "-A", "--no-check", "--parallel", `--preload=${PRELOAD}`, ...options, ...files],
    env: {
      SITECAST_TEST_TEMPLATE: url.href,
      DENO_JOBS: Deno.env.get("DENO_JOBS") ?? FILES_AT_ONCE,
    },
  });
  return (await tests.spawn().status).code;
}

const groups = await Deno.makeTempDir({ prefix: "sitecast-tests-" });
let code = 1;
try {
  code = times
    ? await printTimes((report) => run(words, `--junit-path=${report}`))
    : await run(await inGroups(words, groups));
} finally {
  const made = await admin`select datname from pg_database where starts_with(datname, ${template})`;
  for (const { datname } of made) await admin`drop database ${admin(datname)} with (force)`;
  await admin.end();
  await server.stop();
  await Deno.remove(groups, { recursive: true });
}
Deno.exit(code);
