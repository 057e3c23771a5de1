import type { OwnerSql } from "../../db/client.ts";
import * as demo from "../../sql/demo.ts";
import { makeDays, makeForecasts } from "../forecasts.ts";
import { accountLines, accountsFile, keepAccounts } from "./accounts.ts";
import { feedProduction } from "./feed.ts";
import { loadPlant } from "./plant.ts";
import { type DemoAccount, seedDemo } from "./seed.ts";

/**
 * What the demo's first page needs, as of `now`: groups, users, sites, 45 days of production and the
 * newest forecast. What is there stays; answers the accounts that were made.
 */
export async function makeDemo(sql: OwnerSql, now: Temporal.Instant): Promise<DemoAccount[]> {
  const accounts = await seedDemo(sql);
  await feedProduction(sql, await loadPlant(), now);
  await makeDays(sql, now);
  await makeForecasts(sql, [now]);
  return accounts;
}

/** The first start of an installation that nobody has touched: makes the demo and says who can sign in. */
export async function makeDemoOnFirstStart(
  sql: OwnerSql,
  dataDir: string,
  now: Temporal.Instant,
): Promise<void> {
  if (!await demo.isEmpty(sql)) return;
  await tellAccounts(await makeDemo(sql, now), dataDir);
}

/** Prints new accounts; with a data folder of our own they are also kept there. */
export async function tellAccounts(accounts: DemoAccount[], dataDir?: string): Promise<void> {
  if (accounts.length === 0) return;
  if (dataDir) await keepAccounts(dataDir, accounts);
  const kept = dataDir ? ` (kept in ${accountsFile(dataDir)})` : "";
  console.log(`\nDemo accounts${kept}:\n\n${accountLines(accounts)}`);
}
