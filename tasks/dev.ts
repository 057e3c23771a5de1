import { readConfig } from "../service/config.ts";
import { makeDemoOnFirstStart } from "../service/demo/demo.ts";
import { checkAddress, listenForStop } from "../service/process.ts";
import { parseWords } from "./arguments.ts";
import { withDatabase } from "./with_database.ts";

const WATCH = ["run", "--watch", "--no-clear-screen", "-ENRSW", "--allow-run"];

function read() {
  parseWords({}, "deno task dev");
  const { HOST, PORT } = readConfig(Deno.env.toObject());
  checkAddress({ hostname: HOST, port: PORT });
}

/**
 * Runs the service for development: it restarts when code changes, and takes changes of static/
 * without a restart. The database belongs to this task and outlives restarts, as PostgreSQL needs
 * longer to stop than the watcher waits.
 */
await withDatabase(read, async (_, { database: { owner }, embedded, url }, config) => {
  if (config.DEMO && embedded) {
    await makeDemoOnFirstStart(owner, config.DATA_DIR, Temporal.Now.instant());
  }
  await new Deno.Command(Deno.execPath(), {
    args: [...WATCH, "main.ts", "--reload-assets"],
    env: { DATABASE_URL: url },
    signal: listenForStop().signal,
  }).spawn().status;
});
