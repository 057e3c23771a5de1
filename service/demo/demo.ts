import type { OwnerSql } from "../../db/client.ts";
import * as demo from "../../sql/operations/demo.ts";
import { makeForecasts } from "../forecasts/forecasts.ts";
import { makeDays } from "../forecasts/partitions.ts";
import { accountLines, accountsFile, keepAccounts } from "./accounts.ts";
import { feedProduction } from "./feed.ts";
import { loadPlant } from "./plant.ts";
import { type DemoAccount, seedDemo } from "./seed.ts";

/**
 * What the demo's first page needs, as of `now`: groups, users, sites, 45 days of production and the
 * newest forecast. What is there stays. Tells the accounts that it makes, and answers them.
 */
export async function makeDemo(
  sql: OwnerSql,
  now: Temporal.Instant,
  dataDir?: string,
): Promise<DemoAccount[]> {
  const accounts = await seedDemo(sql, (made) => tellAccounts(made, dataDir));
  await feedProduction(sql, await loadPlant(), now);
  await makeDays(sql, now);
  await makeForecasts(sql, [now]);
  return accounts;
}

/** Makes the demo in an installation that nobody has touched yet. */
export async function makeDemoOnFirstStart(
  sql: OwnerSql,
  dataDir: string,
  now: Temporal.Instant,
): Promise<void> {
  if (await demo.isEmpty(sql)) await makeDemo(sql, now, dataDir);
}

/** Prints new accounts; with a data folder of our own they are also kept there. */
async function tellAccounts(accounts: DemoAccount[], dataDir?: string): Promise<void> {
  if (accounts.length === 0) return;
  if (dataDir) await keepAccounts(dataDir, accounts);
  const kept = dataDir ? ` (kept in ${accountsFile(dataDir)})` : "";
  console.log(`\nDemo accounts${kept}:\n\n${accountLines(accounts)}`);
}
