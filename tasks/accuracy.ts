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

/**
 * Counts how far off the forecasts of these UTC days were, also when they have been counted; what was
 * counted of a day that has no pairs any more goes.
 */
await withDatabase(read, async (period, { database: { owner } }) => {
  const counted = await countDays(owner, period, Temporal.Now.instant());
  console.log(`days of sites counted, from ${period.from} to ${period.to}: ${counted}`);
});
