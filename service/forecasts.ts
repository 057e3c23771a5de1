import type { OwnerSql } from "../db/client.ts";
import { BASELINE_MODEL, baselineForecast, clearSkyIndexes } from "../domain/baseline_forecast.ts";
import type { PvArray } from "../domain/clear_sky.ts";
import { pvArrayOf } from "../domain/pv_array.ts";
import type { Site } from "../domain/site.ts";
import { floorToMinutes } from "../domain/time.ts";
import * as forecasts from "../sql/forecasts.ts";
import * as generation from "../sql/generation.ts";
import { withLock } from "../sql/locks.ts";
import * as sites from "../sql/sites.ts";
import { log } from "./log.ts";

const DESCRIPTION =
  "Clear-sky power times the site's recent clear-sky index at that hour of the day.";
const DAYS_AHEAD = 31;
/** What the forecaster looks back on. */
const HISTORY = { hours: 30 * 24 };

export interface ForecastsMade {
  /** Runs that were stored now; runs that were there already do not count. */
  made: number;
  /** Sites that get no forecast, with the reason. */
  left: { site: Site; reason: string }[];
}

/**
 * Makes the runs of every active site for these times of issue (each floored to the quarter hour), as
 * they would have been made then; a run that is there already stays. One instance at a time: the
 * next one finds the runs there.
 */
export async function makeForecasts(
  sql: OwnerSql,
  issues: Temporal.Instant[],
  signal?: AbortSignal,
): Promise<ForecastsMade> {
  const times = issues.map((issue) => floorToMinutes(issue, 15));
  return await withLock(sql, "sitecast.forecasts", async () => {
    const model = await forecasts.findOrMakeModel(sql, {
      ...BASELINE_MODEL,
      description: DESCRIPTION,
    });
    const result: ForecastsMade = { made: 0, left: [] };
    for (const site of await sites.listActive(sql)) {
      if (signal?.aborted) break;
      const outcome = await forSite(sql, site, { model, times, signal });
      if (typeof outcome === "number") result.made += outcome;
      else result.left.push({ site, reason: outcome });
    }
    return result;
  });
}

interface Wanted {
  model: string;
  times: Temporal.Instant[];
  signal?: AbortSignal;
}

/** How many runs were made for the site, or why none. */
async function forSite(sql: OwnerSql, site: Site, wanted: Wanted): Promise<number | string> {
  const array = pvArrayOf(site);
  if ("reason" in array) return array.reason;
  try {
    return await makeRuns(sql, site, array.array, wanted);
  } catch (error) {
    // The other sites shall have theirs; the next turn tries this one again.
    log.error("no forecast for site {site}: {error}", { site: site.site_uuid, error });
    return "Making the forecast failed; the log tells why.";
  }
}

async function makeRuns(
  sql: OwnerSql,
  site: Site,
  array: PvArray,
  { model, times, signal }: Wanted,
): Promise<number> {
  const inOrder = times.toSorted(Temporal.Instant.compare);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (!first || !last) return 0;
  const there = await forecasts.runTimes(sql, site.site_uuid, model, first, last);
  const missing = times.filter((time) => !there.has(time.toString()));
  if (missing.length === 0) return 0;
  const indexes = clearSkyIndexes(
    array,
    await generation.between(sql, [site.site_uuid], first.subtract(HISTORY), last),
  );
  let made = 0;
  for (const time of missing) {
    if (signal?.aborted) break;
    const values = baselineForecast(array, indexes, time.epochMilliseconds);
    await forecasts.store(sql, [run(site, model, time, values)]);
    made++;
  }
  return made;
}

function run(
  site: Site,
  model: string,
  time: Temporal.Instant,
  values: ReturnType<typeof baselineForecast>,
): forecasts.NewForecast {
  return {
    site_uuid: site.site_uuid,
    timestamp_utc: time.toString(),
    forecast_version: BASELINE_MODEL.version,
    ml_model_uuid: model,
    values: values.map(({ p10_kw, p90_kw, ...value }) => ({
      ...value,
      probabilistic_values: { p10: p10_kw, p90: p90_kw },
    })),
  };
}

/** Makes the partitions that forecasts made from `from` until a month from `now` will need. */
export async function makeDays(
  sql: OwnerSql,
  now: Temporal.Instant,
  from: Temporal.Instant = now,
): Promise<void> {
  const day = (instant: Temporal.Instant) => instant.toZonedDateTimeISO("UTC").toPlainDate();
  await forecasts.makeDays(sql, day(from), day(now).add({ days: DAYS_AHEAD + 1 }));
}
