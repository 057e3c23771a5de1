import { AppError } from "../domain/errors.ts";
import { makeDemo } from "../service/demo/demo.ts";
import { makePastForecasts } from "../service/demo/feed.ts";
import { parseWords } from "./arguments.ts";
import { withDatabase } from "./with_database.ts";

/** Returns the time as of which the demo is made, by default the present. */
function timeOf(text: string | undefined): Temporal.Instant {
  try {
    return text === undefined ? Temporal.Now.instant() : Temporal.Instant.from(text);
  } catch {
    throw new AppError("invalid", `--now takes a time like 2026-06-21T09:00:00Z, not "${text}".`);
  }
}

function read() {
  const { values } = parseWords({ now: { type: "string" } }, "deno task demo [--now=TIME]");
  return timeOf(values.now);
}

await withDatabase(read, async (now, { database, embedded }, config) => {
  const accounts = await makeDemo(database.owner, now, embedded ? config.DATA_DIR : undefined);
  await makePastForecasts(database.owner, now);
  if (accounts.length === 0) console.log("The demo exists; what was missing has been added.");
});
