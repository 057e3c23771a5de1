import type { OwnerSql } from "../db/client.ts";
import * as batches from "../sql/generation/batches.ts";
import { FORECAST_MINUTES } from "../domain/forecasts/next_forecast.ts";
import { forgetRuns } from "../sql/forecasts/chosen_models.ts";
import * as chargingImports from "../sql/charging/import_work.ts";
import { countWhereChanged as countSums } from "../sql/charging/sums.ts";
import { keepAll as keepGroupZones } from "../sql/charging/group_zones.ts";
import { keepAll as keepSiteZones } from "../sql/charging/site_zones.ts";
import * as forecastUploads from "../sql/forecasts/uploads.ts";
import * as generationUploads from "../sql/generation/uploads.ts";
import * as imports from "../sql/imports/work.ts";
import * as downloadLinks from "../sql/operations/download_links.ts";
import { sweep } from "../sql/generation/changes.ts";
import * as attentionChecks from "../sql/sites/attention_checks.ts";
import * as siteFiles from "../sql/sites/site_files.ts";
import { countMissedDays, countNewDays } from "./accuracy/accuracy.ts";
import { recountCosts } from "./charging/costs.ts";
import { countSun } from "./charging/sun.ts";
import { refitBaselines } from "./forecasts/baseline_fits.ts";
import { fitBlends } from "./forecasts/blend/fits.ts";
import { makeBlends } from "./forecasts/blend/runs.ts";
import { keepEnergies } from "./forecasts/energies.ts";
import type { Config } from "./config.ts";
import { feedFleet, feedProduction, makePastForecasts } from "./demo/feed.ts";
import { loadPlant } from "./demo/plant.ts";
import { refreshFigures } from "./forecasts/figures.ts";
import { makeForecasts } from "./forecasts/forecasts.ts";
import { chooseModels } from "./forecasts/choice.ts";
import { makeDays } from "./forecasts/partitions.ts";
import { LoggerLoop } from "./loggers/loop.ts";
import { makeReadingDays } from "./loggers/partitions.ts";
import { loggerSteps } from "./loggers/steps.ts";
import { log } from "./log.ts";
import { makeDueReports } from "./operations/reports.ts";
import { keepDistance } from "../sql/weather/settings.ts";
import { retain } from "./operations/retention.ts";
import { hasChanges, reportLines } from "./operations/retention_report.ts";
import { refreshAttention } from "./sites/attention.ts";
import { refreshHints } from "./sites/hints.ts";
import { everyDay, everyMinutes, everySeconds } from "./timers.ts";
import { JobWorker } from "./jobs/worker.ts";
import { runWeatherFetcher } from "./weather/fetch/run.ts";

type Now = () => Temporal.Instant;

/** UTC. Low traffic, and between two quarter-hourly forecast runs. */
const QUIET = Temporal.PlainTime.from("02:37");
/** People look at sessions right after they entered them or changed a rate. */
const CHARGING_SECONDS = 5;
/** When generation of the plant's logger is there for sure. */
const LOGGER_FIRST = { minutes: 20 };
/** People watch live pages, and alarms are to be raised soon. */
const LOGGER_SECONDS = 2;
/** How long the choice of a model knows of runs: 20 runs of a model that makes one a day. */
const RUNS_KEPT = { hours: 30 * 24 };
/** How long what has ended is kept, and an outage that was removed can be put back. */
const ATTENTION_KEPT = { hours: 30 * 24 };
/** UTC. Soon after the day to be counted has ended, and between two forecast runs. */
const AFTER_MIDNIGHT = Temporal.PlainTime.from("00:07");

/**
 * Runs all work beside requests: jobs, forecasts, accuracy, retention and the demo. Resolves once
 * all of it has ended after the signal.
 */
export async function runSchedule(
  config: Config,
  sql: OwnerSql,
  now: Now,
  signal: AbortSignal,
  worker = new JobWorker(sql),
): Promise<void> {
  const demoFed = Promise.withResolvers<void>();
  if (!config.DEMO) demoFed.resolve();
  const jobs = [
    worker.run(signal),
    everySeconds(1, "sweeping changes of generation", signal, async () => void await sweep(sql)),
    everyMinutes(FORECAST_MINUTES, "forecasting", signal, async () => {
      await makeDaysOrLog(sql, now());
      await demoFed.promise; // else the demo's first forecasts would know no measurements
      if (config.FORECAST) {
        const { made } = await makeForecasts(sql, [now()], signal);
        if (made > 0) log.info("made {made} forecasts", { made });
        await makeBlends(sql, now(), signal);
      }
      await chooseModels(sql, now());
      await keepEnergies(sql, now(), signal);
      if (config.FORECAST) {
        await refitBaselines(sql, now(), signal);
        await fitBlends(sql, now(), signal);
      }
    }),
    everyDay(QUIET, "forgetting old runs", { now, signal }, async () => {
      await forgetRuns(sql, now().subtract(RUNS_KEPT));
    }),
  ];
  jobs.push(everyMinutes(1, "computing the figures of lists", signal, async () => {
    await refreshFigures(sql, now(), signal);
  }));
  jobs.push(everySeconds(CHARGING_SECONDS, "counting the sun of charging", signal, async () => {
    await countSun(sql, signal);
  }));
  jobs.push(everySeconds(CHARGING_SECONDS, "counting the costs of charging", signal, async () => {
    await recountCosts(sql, signal);
    await countSums(sql);
  }));
  const loggers = new LoggerLoop(sql, loggerSteps(config));
  jobs.push(everySeconds(LOGGER_SECONDS, "what is made of readings", signal, async () => {
    await loggers.turn(now(), signal);
  }));
  jobs.push(everyMinutes(60, "making days of readings", signal, async () => {
    await makeReadingDays(sql, now());
  }));
  jobs.push(everyMinutes(1, "keeping the zones of charging", signal, async () => {
    await keepSiteZones(sql);
    await keepGroupZones(sql);
  }));
  jobs.push(everyMinutes(60, "deleting files and links that have expired", signal, async () => {
    await downloadLinks.dropExpired(sql);
    await imports.dropExpired(sql, now());
    await chargingImports.dropExpired(sql, now());
    await generationUploads.dropOld(sql, now());
    await forecastUploads.dropOld(sql, now());
  }));
  jobs.push(everyMinutes(15, "comparing sites with their measurements", signal, async () => {
    await demoFed.promise; // else the demo's dead plant would show a quarter of an hour later
    await refreshHints(sql, now(), signal);
    await refreshAttention(sql, now(), signal);
  }));
  jobs.push(everyMinutes(15, "making monthly reports", signal, async () => {
    await makeDueReports(sql, now(), signal);
  }));
  jobs.push(
    everyDay(QUIET, "forgetting what can no longer be undone", { now, signal }, async () => {
      await batches.dropOld(sql, now());
      await attentionChecks.dropOld(sql, now().subtract(ATTENTION_KEPT));
      await siteFiles.dropOld(sql);
    }),
  );
  jobs.push(everyDay(QUIET, "removing old data", { now, signal }, async () => {
    const retained = await retain(sql, config, now(), signal);
    if (retained && hasChanges(retained)) reportLines(retained).forEach((line) => log.info(line));
  }));
  jobs.push(runWeatherFetcher(config, sql, now, signal));
  jobs.push(everyMinutes(60, "keeping the distance of weather", signal, async () => {
    await keepDistance(sql, config.WEATHER_DISTANCE_KM);
  }));
  jobs.push(...runAccuracy(sql, now, signal));
  if (config.DEMO) jobs.push(runDemo(sql, now, signal, demoFed.resolve));
  await Promise.all(jobs);
}

/** Logs a failure: without its partition a forecast is stored in the default one, and moved later. */
async function makeDaysOrLog(sql: OwnerSql, now: Temporal.Instant): Promise<void> {
  try {
    await makeDays(sql, now);
  } catch (error) {
    log.warning("no partitions were made this time: {error}", { error });
  }
}

/**
 * Counts the accuracy of days: at once those that were missed or have more measurements since, each
 * night these and the day that ended.
 */
function runAccuracy(sql: OwnerSql, now: Now, signal: AbortSignal): Promise<void>[] {
  return [
    countMissedOrLog(sql, now(), signal),
    everyDay(AFTER_MIDNIGHT, "counting accuracy", { now, signal }, async () => {
      await countNewDays(sql, now(), signal);
    }),
  ];
}

async function countMissedOrLog(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  try {
    const counted = await countMissedDays(sql, now, signal);
    if (counted > 0) log.info("counted the accuracy of {counted} days of sites", { counted });
  } catch (error) {
    if (!signal.aborted) log.error("counting accuracy failed: {error}", { error });
  }
}

/**
 * Adds measurements of the demo's sites while they exist, and once the forecasts of their past.
 * Calls `onFed` once it has added measurements.
 */
async function runDemo(
  sql: OwnerSql,
  now: Now,
  signal: AbortSignal,
  onFed: () => void,
): Promise<void> {
  const plant = await loadPlant();
  let fedUntil: Temporal.Instant | undefined;
  const feed = async (time: Temporal.Instant) => {
    try {
      await feedFleet(sql, time, signal);
      if (!fedUntil) return await feedProduction(sql, plant, time);
      // The plant's logger comes first: what is stored here is what it missed.
      return await feedProduction(
        sql,
        plant,
        time.subtract(LOGGER_FIRST),
        fedUntil.subtract({ hours: 1 }),
      );
    } finally {
      onFed();
    }
  };
  await everyMinutes(10, "the demo", signal, async () => {
    const time = now();
    if (await feed(time) === undefined) return;
    if (!fedUntil) {
      const made = await makePastForecasts(sql, time, signal);
      if (made > 0) log.info("demo: made {made} past forecasts", { made });
      await countMissedOrLog(sql, time, signal);
      await keepEnergies(sql, time, signal, { again: true });
    }
    fedUntil = time;
  });
  onFed(); // it was stopped before its first turn
}
