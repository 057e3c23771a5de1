import { siteName } from "../domain/sites/site.ts";
import { makeForecasts } from "../service/forecasts/forecasts.ts";
import { makeDays } from "../service/forecasts/partitions.ts";
import { parseWords } from "./arguments.ts";
import { withDatabase } from "./with_database.ts";

/** Makes the missing forecasts of this quarter hour, and lists the sites that get none. */
await withDatabase(
  () => parseWords({}, "deno task forecast"),
  async (_, { database: { owner } }) => {
    const now = Temporal.Now.instant();
    await makeDays(owner, now);
    const { made, left } = await makeForecasts(owner, [now]);
    console.log(`Forecasts made: ${made}`);
    for (const { site, reason } of left) {
      console.log(`No forecast for ${siteName(site)}: ${reason}`);
    }
  },
);
