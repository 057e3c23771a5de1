import type { OwnerSql } from "../../db/client.ts";
import { floorToMinutes } from "../../domain/time/time.ts";
import * as demo from "../../sql/operations/demo.ts";
import * as generation from "../../sql/generation/generation.ts";
import { makeForecasts } from "../forecasts/forecasts.ts";
import { makeDays } from "../forecasts/partitions.ts";
import { GROUPS, PLANT } from "./cast.ts";
import type { DemoPlant } from "./plant.ts";

const PRODUCTION = { hours: 45 * 24 };
const PAST_FORECASTS = { hours: 15 * 24 };
const RUN_EVERY_MINUTES = 180;

/**
 * Stores the plant's generation from `from` (default: 45 days ago) up to `now`; keeps what exists.
 * Returns the number of new values, undefined when the database has no demo plant.
 */
export async function feedProduction(
  sql: OwnerSql,
  plant: DemoPlant,
  now: Temporal.Instant,
  from: Temporal.Instant = floorToMinutes(now, 10).subtract(PRODUCTION),
): Promise<number | undefined> {
  const group = GROUPS.find(({ sites }) => sites.includes(PLANT))!;
  const site_uuid = await demo.findSite(sql, group.name, PLANT.client_site_name);
  if (!site_uuid) return undefined;
  const values = plant.production(from, now);
  return await generation.store(sql, values.map((value) => ({ site_uuid, ...value })));
}

/** Makes the runs of every third hour of the last 15 days, the newest first; returns how many. */
export async function makePastForecasts(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  const oldest = now.subtract(PAST_FORECASTS);
  await makeDays(sql, now, oldest);
  const issues: Temporal.Instant[] = [];
  let issue = floorToMinutes(now, RUN_EVERY_MINUTES);
  while (Temporal.Instant.compare(issue, oldest) > 0) {
    issues.push(issue);
    issue = issue.subtract({ minutes: RUN_EVERY_MINUTES });
  }
  return (await makeForecasts(sql, issues, signal, { writtenThen: true })).made;
}
