import type { OwnerSql } from "../../db/client.ts";
import type { BaselineFit } from "../../domain/forecasts/baseline/fit.ts";
import { RECENT_DAYS } from "../../domain/forecasts/baseline/forecast.ts";
import { type Potential, potentialOf } from "../../domain/forecasts/baseline/potential.ts";
import type { Measured } from "../../domain/forecasts/baseline/quarters.ts";
import {
  BASELINE_MODEL,
  baselineForecast,
  whyNone,
} from "../../domain/forecasts/baseline_forecast.ts";
import type { Site } from "../../domain/sites/site.ts";
import { floorToMinutes } from "../../domain/time/time.ts";
import * as fits from "../../sql/forecasts/baseline_fits.ts";
import * as forecasts from "../../sql/forecasts/forecasts.ts";
import { withLock } from "../../sql/kit/locks.ts";
import * as sites from "../../sql/sites/sites.ts";
import { dayNumber, historyStart, isUsable, makeFit } from "./baseline_fits.ts";
import { log } from "../log.ts";

const DAYS_AHEAD = 31;
/** Sites whose forecasts are read for and stored together. */
const TOGETHER = 20;
const FAILED = "Making the forecast failed; the log tells why.";

export interface ForecastsMade {
  /** Runs that were stored now; runs that were there already do not count. */
  made: number;
  /** Sites that get no forecast, with the reason. */
  left: { site: Site; reason: string }[];
}

/**
 * Makes the runs of every active site for these times of issue (each floored to the quarter hour), as
 * they would have been made then; a run that is there already stays. One instance at a time: the
 * next one finds the runs there. `writtenThen`: they also say that they were written then.
 */
export async function makeForecasts(
  sql: OwnerSql,
  issues: Temporal.Instant[],
  signal?: AbortSignal,
  { writtenThen = false } = {},
): Promise<ForecastsMade> {
  const times = issues.map((issue) => floorToMinutes(issue, 15));
  return await withLock(sql, "sitecast.forecasts", async () => {
    const model = await forecasts.findOrMakeModel(sql, BASELINE_MODEL);
    const making = { model, writtenThen };
    const result: ForecastsMade = { made: 0, left: [] };
    const active = await sites.listActive(sql);
    for (let at = 0; at < active.length && !signal?.aborted; at += TOGETHER) {
      const batch = await prepared(sql, active.slice(at, at + TOGETHER), model, times, result);
      result.made += await makeRuns(sql, batch, making, result, signal);
    }
    return result;
  });
}

interface Making {
  /** UUID. */
  model: string;
  writtenThen: boolean;
}

/** A site with all that its runs are made from. */
interface Prepared {
  site: Site;
  potential: Potential;
  /** Times of issue that it has no run for. */
  missing: Temporal.Instant[];
  measured: Measured[];
  kept: BaselineFit | undefined;
  made: Map<number, BaselineFit>;
}

/** Those of the sites that lack a run and can have one; who cannot is added to `result.left`. */
async function prepared(
  sql: OwnerSql,
  batch: Site[],
  model: string,
  times: Temporal.Instant[],
  { left }: ForecastsMade,
): Promise<Prepared[]> {
  const inOrder = times.toSorted(Temporal.Instant.compare);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (!first || !last) return [];
  const there = await forecasts.runTimes(sql, batch.map(uuidOf), model, first, last);
  const lacking = batch.flatMap((site) => {
    const missing = times.filter((time) => !there.get(site.site_uuid)?.has(time.toString()));
    const possible = potentialOf(site);
    if ("reason" in possible) left.push({ site, reason: possible.reason });
    return "reason" in possible || missing.length === 0 ? [] : [{ site, missing, ...possible }];
  });
  const uuids = lacking.map(({ site }) => site.site_uuid);
  const kept = await fits.list(sql, uuids, BASELINE_MODEL.version);
  const recent = await fits.measured(sql, uuids, first.subtract({ hours: 24 * RECENT_DAYS }), last);
  const found: Prepared[] = [];
  for (const one of lacking) {
    const { site_uuid } = one.site;
    const measured = recent.get(site_uuid) ?? [];
    const all: Prepared = { ...one, measured, kept: kept.get(site_uuid), made: new Map() };
    if (needsHistory(all)) all.measured = await history(sql, one.site, first, last);
    found.push(all);
  }
  return found;
}

const uuidOf = (site: Site) => site.site_uuid;

/** True when a fit must be made: also for a site with its first measurements of days that are over. */
function needsHistory(one: Prepared): boolean {
  if (one.kept?.learned === 0 && one.missing.some((time) => canLearn(one, dayNumber(time)))) {
    one.kept = undefined;
  }
  return one.missing.some((time) => !isUsable(one.kept, one.potential, dayNumber(time)));
}

const canLearn = ({ potential, measured }: Prepared, day: number) =>
  makeFit(potential, measured, day).learned > 0;

async function history(
  sql: OwnerSql,
  { site_uuid }: Site,
  first: Temporal.Instant,
  last: Temporal.Instant,
): Promise<Measured[]> {
  const measured = await fits.measured(sql, [site_uuid], historyStart(dayNumber(first)), last);
  return measured.get(site_uuid) ?? [];
}

/** Makes and stores what is missing, time by time in the order given; answers how many runs. */
async function makeRuns(
  sql: OwnerSql,
  batch: Prepared[],
  making: Making,
  result: ForecastsMade,
  signal?: AbortSignal,
): Promise<number> {
  let made = 0;
  const times = new Map(batch.flatMap(({ missing }) => missing.map((time) => [`${time}`, time])));
  let going = batch;
  for (const [text, time] of times) {
    if (signal?.aborted) break;
    const runs: forecasts.NewForecast[] = [];
    going = going.filter((one) => {
      const outcome = one.missing.some((at) => `${at}` === text)
        ? run(one, making, time)
        : undefined;
      if (typeof outcome === "object") runs.push(outcome);
      if (typeof outcome !== "string") return true;
      result.left.push({ site: one.site, reason: outcome });
      return false;
    });
    made += await store(sql, runs);
  }
  for (const one of batch) await keepNewest(sql, one);
  return made;
}

/** A run, or why there is none. */
function run(
  one: Prepared,
  { model, writtenThen }: Making,
  time: Temporal.Instant,
): forecasts.NewForecast | string {
  const { site, potential, measured } = one;
  try {
    const fit = fitFor(one, dayNumber(time));
    const reason = whyNone(site, fit.learned);
    if (reason) return reason;
    const values = baselineForecast(potential, fit, measured, time.epochMilliseconds);
    return {
      site_uuid: site.site_uuid,
      timestamp_utc: time.toString(),
      written_utc: writtenThen ? time.toString() : undefined,
      forecast_version: BASELINE_MODEL.version,
      ml_model_uuid: model,
      values: values.map(({ p10_kw, p90_kw, ...value }) => ({
        ...value,
        probabilistic_values: { p10: p10_kw, p90: p90_kw },
      })),
    };
  } catch (error) {
    // The other sites shall have theirs; the next turn tries this one again.
    log.error("no forecast for site {site}: {error}", { site: site.site_uuid, error });
    return FAILED;
  }
}

function fitFor({ kept, made, potential, measured }: Prepared, day: number): BaselineFit {
  if (kept && isUsable(kept, potential, day)) return kept;
  const fit = made.get(day) ?? makeFit(potential, measured, day);
  made.set(day, fit);
  return fit;
}

/** Of the fits that were made, the newest is worth keeping for the next forecasts. */
async function keepNewest(sql: OwnerSql, { site, kept, made, potential }: Prepared): Promise<void> {
  const newest = made.get(Math.max(...made.keys()));
  const isNews = kept?.digest !== potential.digest || (newest && newest.day > kept.day);
  if (newest && isNews) await fits.store(sql, site.site_uuid, BASELINE_MODEL.version, newest);
}

/** Stores runs of several sites; where that fails, one by one, so that the others have theirs. */
async function store(sql: OwnerSql, runs: forecasts.NewForecast[]): Promise<number> {
  if (runs.length === 0) return 0;
  try {
    await forecasts.store(sql, runs);
    return runs.length;
  } catch (error) {
    if (runs.length > 1) {
      let stored = 0;
      for (const run of runs) stored += await store(sql, [run]);
      return stored;
    }
    log.error("no forecast for site {site}: {error}", { site: runs[0]!.site_uuid, error });
    return 0;
  }
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
