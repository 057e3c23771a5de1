import { accuracyPeriod } from "../domain/accuracy/accuracy.ts";
import { countDays } from "../service/accuracy/accuracy.ts";
import { failWithHelp, parseWords } from "./arguments.ts";
import { withDatabase } from "./with_database.ts";

const HELP = "deno task accuracy [--from DAY] [--to DAY]";

function read() {
  const { values, positionals } = parseWords(
    { from: { type: "string" }, to: { type: "string" } },
    HELP,
  );
  const period = accuracyPeriod(values, Temporal.Now.instant());
  if (positionals.length > 0) failWithHelp(HELP);
  if (!period.data) {
    failWithHelp(`${HELP}\n${period.fields.map(({ message }) => message).join("\n")}`);
  }
  return period.data;
}

/** Counts the accuracy of these UTC days again, and removes the counts of days without pairs. */
await withDatabase(read, async (period, { database: { owner } }) => {
  const counted = await countDays(owner, period, Temporal.Now.instant());
  console.log(`Site days counted from ${period.from} to ${period.to}: ${counted}`);
});
