import type { OwnerSql } from "../../db/client.ts";
import {
  BASELINE_MODEL,
  baselineForecast,
  whyNone,
} from "../../domain/forecasts/baseline_forecast.ts";
import { floorToMinutes } from "../../domain/time/time.ts";
import * as models from "../../sql/forecasts/models.ts";
import { withLock } from "../../sql/kit/locks.ts";
import * as sites from "../../sql/sites/sites.ts";
import type { Site } from "../../domain/sites/site.ts";
import { log } from "../log.ts";
import { dayNumber } from "./baseline_fits.ts";
import type { NewForecast } from "../../domain/forecasts/sent_forecast.ts";
import {
  fitFor,
  type LeftOut,
  loadInputs,
  type SiteInputs,
  storeNewestFit,
} from "./site_inputs.ts";
import { storedValues, storeRuns } from "./store_runs.ts";

/** Sites whose inputs are read, and whose runs are stored, in one statement. */
const BATCH = 20;
const FAILED = "Making the forecast failed; the log says why.";

export interface ForecastsMade {
  /** Runs that were stored now. A run that existed already does not count. */
  made: number;
  /** Sites that get no forecast, with the reason. */
  left: LeftOut[];
}

/**
 * Makes the baseline's runs of every active site for these issue times, each floored to the quarter
 * hour, from what was known then. Keeps a run that exists. Takes a database lock, so that a second
 * instance waits and then finds the runs made; when the lock is lost, stops and throws. With
 * `writtenThen`, `created_utc` of the runs is their issue time instead of the present; `only` says
 * which sites get runs.
 */
export async function makeForecasts(
  sql: OwnerSql,
  issues: Temporal.Instant[],
  signal?: AbortSignal,
  { writtenThen = false, only }: { writtenThen?: boolean; only?: (site: Site) => boolean } = {},
): Promise<ForecastsMade> {
  const times = issues.map((issue) => floorToMinutes(issue, 15));
  return await withLock(sql, "sitecast.forecasts", async (signal) => {
    const model = await models.findOrMake(sql, BASELINE_MODEL);
    const result: ForecastsMade = { made: 0, left: [] };
    const active = (await sites.listActive(sql)).filter((site) => only?.(site) ?? true);
    for (let at = 0; at < active.length && !signal.aborted; at += BATCH) {
      const { inputs, left } = await loadInputs(sql, active.slice(at, at + BATCH), model, times);
      result.left.push(...left);
      result.made += await makeRuns(sql, inputs, { model, writtenThen }, result.left, signal);
    }
    return result;
  }, { signal });
}

interface RunOptions {
  /** UUID. */
  model: string;
  writtenThen: boolean;
}

/** Makes and stores the missing runs, one issue time after the other; returns how many. */
async function makeRuns(
  sql: OwnerSql,
  batch: SiteInputs[],
  options: RunOptions,
  left: LeftOut[],
  signal: AbortSignal,
): Promise<number> {
  let made = 0;
  const times = new Map(batch.flatMap(({ missing }) => missing.map((time) => [`${time}`, time])));
  let remaining = batch;
  for (const [text, time] of times) {
    if (signal.aborted) break;
    const runs: NewForecast[] = [];
    remaining = remaining.filter((inputs) => {
      if (!inputs.missing.some((missing) => `${missing}` === text)) return true;
      const run = makeRun(inputs, options, time);
      if (typeof run === "string") left.push({ site: inputs.site, reason: run });
      else runs.push(run);
      return typeof run !== "string";
    });
    made += await storeRuns(sql, runs);
  }
  for (const inputs of batch) await storeNewestFit(sql, inputs);
  return made;
}

/** Returns a run, or the reason why there is none. */
function makeRun(
  inputs: SiteInputs,
  { model, writtenThen }: RunOptions,
  time: Temporal.Instant,
): NewForecast | string {
  const { site, potential, measured } = inputs;
  try {
    const fit = fitFor(inputs, dayNumber(time));
    const reason = whyNone(site, fit.learned);
    if (reason) return reason;
    const values = baselineForecast(potential, fit, measured, time.epochMilliseconds);
    return {
      site_uuid: site.site_uuid,
      timestamp_utc: time.toString(),
      written_utc: writtenThen ? time.toString() : undefined,
      forecast_version: BASELINE_MODEL.version,
      ml_model_uuid: model,
      values: storedValues(values),
    };
  } catch (error) {
    // One failing site must not stop the others; the next quarter hour tries it again.
    log.error("no forecast for site {site}: {error}", { site: site.site_uuid, error });
    return FAILED;
  }
}
