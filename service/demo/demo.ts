import type { OwnerSql } from "../../db/client.ts";
import * as demo from "../../sql/operations/demo.ts";
import { makeForecasts } from "../forecasts/forecasts.ts";
import { makeDays } from "../forecasts/partitions.ts";
import { accountLines, accountsFile, keepAccounts } from "./accounts.ts";
import { makeCharging } from "./charging.ts";
import { feedFleet, feedProduction, makePastForecasts } from "./feed.ts";
import { type FleetSite, isOfFleet } from "./fleet.ts";
import { loadPlant } from "./plant.ts";
import type { HashedPassword } from "./passwords.ts";
import { type DemoAccount, seedDemo } from "./seed.ts";

/**
 * Makes what the demo's first page needs, as of `now`: groups, users, sites, and of the sites that
 * are not of the fleet 45 days of generation, the newest forecast and charging. Keeps what exists. Prints and
 * returns the accounts that it made. `fleet`: the sites of the fleet, by default all. `passwords`:
 * those of `passwordsOfFirstStart`, if it was called earlier.
 */
export async function makeDemo(
  sql: OwnerSql,
  now: Temporal.Instant,
  { dataDir, fleet, passwords }: {
    dataDir?: string;
    fleet?: FleetSite[];
    passwords?: Promise<HashedPassword>[];
  } = {},
): Promise<DemoAccount[]> {
  const accounts = await seedDemo(sql, (made) => printAccounts(made, dataDir), fleet, passwords);
  await Promise.all([
    feedProduction(sql, await loadPlant(), now),
    makeDays(sql, now),
    makeCharging(sql, now),
  ]);
  await makeForecasts(sql, [now], undefined, { only: (site) => !isOfFleet(site) });
  return accounts;
}

/**
 * Makes the rest of the demo as of `now`: the fleet's generation and newest forecasts, and the
 * forecasts of the past. Keeps what exists, and returns how many past forecasts it made.
 */
export async function completeDemo(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  await feedFleet(sql, now);
  await makeForecasts(sql, [now]);
  return await makePastForecasts(sql, now);
}

/** Makes the demo if the database holds nothing yet. */
export async function makeDemoOnFirstStart(
  sql: OwnerSql,
  dataDir: string,
  now: Temporal.Instant,
  passwords?: Promise<HashedPassword>[],
): Promise<void> {
  if (await demo.isEmpty(sql)) await makeDemo(sql, now, { dataDir, passwords });
}

/** Prints new accounts, and also stores them in the data folder if there is one. */
async function printAccounts(accounts: DemoAccount[], dataDir?: string): Promise<void> {
  if (accounts.length === 0) return;
  if (dataDir) await keepAccounts(dataDir, accounts);
  const kept = dataDir ? ` (kept in ${accountsFile(dataDir)})` : "";
  console.log(`\nDemo accounts${kept}:\n\n${accountLines(accounts)}`);
}
