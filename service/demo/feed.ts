import type { OwnerSql } from "../../db/client.ts";
import type { SiteGeneration } from "../../domain/generation/generation_value.ts";
import type { Site } from "../../domain/sites/site.ts";
import { floorToMinutes, HOUR, milliseconds } from "../../domain/time/time.ts";
import * as demo from "../../sql/operations/demo.ts";
import * as generation from "../../sql/generation/generation.ts";
import { makeForecasts } from "../forecasts/forecasts.ts";
import { makeDays } from "../forecasts/partitions.ts";
import { GROUPS, PLANT } from "./cast.ts";
import { FLEET, type FleetSite, isOfFleet } from "./fleet.ts";
import type { DemoPlant } from "./plant.ts";
import { syntheticProduction } from "./synthetic.ts";

const PRODUCTION = { hours: 45 * 24 };
const PAST_FORECASTS = { hours: 15 * 24 };
const RUN_EVERY_HOURS = 3;
const FLEET_PRODUCTION_MS = 42 * 24 * HOUR;
const FLEET_FORECASTS = { hours: 30 * 24 };

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

/** Measurements that are stored in one statement. */
const MOST_ROWS = 10_000;

/**
 * Stores the fleet's made-up measurements of those sites that exist, from the last one stored
 * (at first of six weeks) up to `now`. Returns the number of new values.
 */
export async function feedFleet(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
  fleet: FleetSite[] = FLEET,
): Promise<number> {
  const found = await findFleet(sql, fleet);
  const endMs = now.epochMilliseconds;
  let [stored, rows] = [0, [] as SiteGeneration[]];
  const store = async () => {
    stored += await demo.storeMeasured(sql, rows);
    rows = [];
  };
  for (const { site_uuid, client_site_name, measured_until } of found) {
    if (signal?.aborted) break;
    const site = fleet.find((one) => one.client_site_name === client_site_name)!;
    const startMs = measured_until ? milliseconds(measured_until) : endMs - FLEET_PRODUCTION_MS;
    const values = syntheticProduction(site, { startMs, endMs }, endMs);
    rows.push(...values.map((value) => ({ site_uuid, ...value })));
    if (rows.length > MOST_ROWS) await store();
  }
  if (rows.length > 0) await store();
  return stored;
}

async function findFleet(sql: OwnerSql, fleet: FleetSite[]): Promise<demo.FedSite[]> {
  const groups = GROUPS.map(({ name }) => name);
  return await demo.findSites(sql, groups, fleet.map((site) => site.client_site_name));
}

/**
 * Makes the past runs of all sites, the newest first, and returns how many: of every third hour of
 * the last 15 days, and of the fleet's sites of `fleetIssues`.
 */
export async function makePastForecasts(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  await makeDays(sql, now, now.subtract(PAST_FORECASTS));
  const issues = everyHours(now, RUN_EVERY_HOURS, PAST_FORECASTS);
  const options = { writtenThen: true, only: (site: Site) => !isOfFleet(site) };
  let made = (await makeForecasts(sql, issues, signal, options)).made;
  if ((await findFleet(sql, FLEET)).length === 0) return made;
  await makeDays(sql, now, now.subtract(FLEET_FORECASTS));
  for (const hour of [0, 12] as const) {
    const only = (site: Site) => isOfFleet(site) && dayAheadHour(site) === hour;
    for (const some of fleetIssues(now, hour)) {
      if (signal?.aborted) return made;
      made += (await makeForecasts(sql, some, signal, { writtenThen: true, only })).made;
    }
  }
  return made;
}

/** Returns which of 0:00 and 12:00 (UTC) is the last before 9:00 where a site is. */
function dayAheadHour({ longitude }: Site): 0 | 12 {
  const nine = 9 - (longitude ?? 0) / 15;
  return nine >= 0 && nine < 12 ? 0 : 12;
}

/**
 * Returns the issue times of the fleet's past runs: each day at `hour`, in the last week twice a
 * day. They come in parts of three days, the newest first. Each part is in order, so that its runs
 * share the fit of the first, which takes more time than all of them.
 */
function fleetIssues(now: Temporal.Instant, hour: number): Temporal.Instant[][] {
  const week = now.subtract({ hours: 7 * 24 });
  const issues = everyHours(now, 12, FLEET_FORECASTS).filter((time) =>
    Temporal.Instant.compare(time, week) > 0 || time.toZonedDateTimeISO("UTC").hour === hour
  );
  const parts = Map.groupBy(issues, (time) => Math.floor(time.epochMilliseconds / (72 * HOUR)));
  return [...parts.values()].map((times) => times.toSorted(Temporal.Instant.compare));
}

/** Returns the whole multiples of `hours` (UTC) of the time before `now`, the newest first. */
function everyHours(now: Temporal.Instant, hours: number, before: { hours: number }) {
  const oldest = now.subtract(before);
  const times: Temporal.Instant[] = [];
  let time = floorToMinutes(now, hours * 60);
  while (Temporal.Instant.compare(time, oldest) > 0) {
    times.push(time);
    time = time.subtract({ hours });
  }
  return times;
}
