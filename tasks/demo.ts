import { AppError } from "../domain/errors.ts";
import { makeDemo, tellAccounts } from "../service/demo/demo.ts";
import { makePastForecasts } from "../service/demo/feed.ts";
import { words } from "./usage.ts";
import { withHome } from "./with_home.ts";

/** Makes the demo as of --now (an RFC 3339 time; the present without it). Again, it only adds. */
function timeOf(text: string | undefined): Temporal.Instant {
  try {
    return text === undefined ? Temporal.Now.instant() : Temporal.Instant.from(text);
  } catch {
    throw new AppError("invalid", `--now takes a time like 2026-06-21T09:00:00Z, not "${text}".`);
  }
}

await withHome(async ({ database, embedded }, config) => {
  const { values } = words({ now: { type: "string" } }, "deno task demo [--now=TIME]");
  const now = timeOf(values.now);
  const accounts = await makeDemo(database.owner, now);
  await makePastForecasts(database.owner, now);
  await tellAccounts(accounts, embedded ? config.DATA_DIR : undefined);
  if (accounts.length === 0) console.log("The demo was there; what was missing has been added.");
});
