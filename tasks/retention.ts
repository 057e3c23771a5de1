import { AppError } from "../domain/errors.ts";
import { retain, wouldRetain } from "../service/operations/retention.ts";
import { reportLines } from "../service/operations/retention_report.ts";
import { failWithHelp, parseWords } from "./arguments.ts";
import { withDatabase } from "./with_database.ts";

const HELP = "deno task retention [--dry-run]";

function read(): { dryRun: boolean } {
  const { values, positionals } = parseWords({ "dry-run": { type: "boolean" } }, HELP);
  if (positionals.length > 0) failWithHelp(HELP);
  return { dryRun: values["dry-run"] ?? false };
}

/** Removes data older than the settings keep, or prints what would be removed. */
await withDatabase(read, async ({ dryRun }, { database: { owner } }, config) => {
  const now = Temporal.Now.instant();
  const retained = dryRun
    ? await wouldRetain(owner, config, now)
    : await retain(owner, config, now);
  if (!retained) {
    throw new AppError(
      "conflict",
      "The service is removing old data at the moment. Try again later.",
    );
  }
  for (const line of reportLines(retained, { dryRun })) console.log(line);
});
