import { AppError } from "../domain/errors.ts";
import { retain, wouldRetain } from "../service/operations/retention.ts";
import { told } from "../service/operations/retention_report.ts";
import { usage, words } from "./usage.ts";
import { withHome } from "./with_home.ts";

const HELP = "deno task retention [--dry-run]";

function read(): { dryRun: boolean } {
  const { values, positionals } = words({ "dry-run": { type: "boolean" } }, HELP);
  if (positionals.length > 0) usage(HELP);
  return { dryRun: values["dry-run"] ?? false };
}

/** Removes what is older than the settings keep, or tells what would go. */
await withHome(read, async ({ dryRun }, { database: { owner } }, config) => {
  const now = Temporal.Now.instant();
  const retained = dryRun
    ? await wouldRetain(owner, config, now)
    : await retain(owner, config, now);
  if (!retained) {
    throw new AppError("conflict", "The service is removing old data just now. Try again later.");
  }
  for (const line of told(retained, { dryRun })) console.log(line);
});
