import { AppError } from "../domain/errors.ts";
import { completeDemo, makeDemo } from "../service/demo/demo.ts";
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
  const { values } = parseWords(
    { now: { type: "string" }, small: { type: "boolean" } },
    "deno task demo [--now=TIME] [--small]",
  );
  return { now: timeOf(values.now), fleet: values.small ? [] : undefined };
}

await withDatabase(read, async ({ now, fleet }, { database, embedded }, config) => {
  const dataDir = embedded ? config.DATA_DIR : undefined;
  const accounts = await makeDemo(database.owner, now, { dataDir, fleet });
  await completeDemo(database.owner, now);
  if (accounts.length === 0) console.log("The demo exists; what was missing has been added.");
});
