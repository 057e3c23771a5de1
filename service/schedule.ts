import type { OwnerSql } from "../db/client.ts";
import { countMissedDays, countNewDays } from "./accuracy/accuracy.ts";
import { refitBaselines } from "./forecasts/baseline_fits.ts";
import type { Config } from "./config.ts";
import { feedProduction, makePastForecasts } from "./demo/feed.ts";
import { loadPlant } from "./demo/plant.ts";
import { makeForecasts } from "./forecasts/forecasts.ts";
import { makeDays } from "./forecasts/partitions.ts";
import { log } from "./log.ts";
import { hasLimits, retain } from "./operations/retention.ts";
import { hasChanges, reportLines } from "./operations/retention_report.ts";
import { everyDay, everyMinutes } from "./timers.ts";
import { JobWorker } from "./jobs/worker.ts";

type Now = () => Temporal.Instant;

/** Few look at their sites then, and the forecasts of a quarter hour are not being made. */
const QUIET = Temporal.PlainTime.from("02:37");
/** Soon after the end of the day that pages go up to, and between two turns of forecasts. */
const AFTER_MIDNIGHT = Temporal.PlainTime.from("00:07");

/**
 * Starts what runs beside requests. The promise resolves when all of it has ended, after the signal.
 */
export async function runSchedule(
  config: Config,
  sql: OwnerSql,
  now: Now,
  signal: AbortSignal,
  work = new JobWorker(sql),
): Promise<void> {
  const jobs = [
    work.run(signal),
    everyMinutes(15, "forecasting", signal, async () => {
      await makeDaysOrLog(sql, now());
      if (!config.FORECAST) return;
      const { made } = await makeForecasts(sql, [now()], signal);
      if (made > 0) log.info("made {made} forecasts", { made });
      await refitBaselines(sql, now(), signal);
    }),
  ];
  if (hasLimits(config)) {
    jobs.push(everyDay(QUIET, "removing old data", { now, signal }, async () => {
      const retained = await retain(sql, config, now(), signal);
      if (retained && hasChanges(retained)) reportLines(retained).forEach((line) => log.info(line));
    }));
  }
  jobs.push(...runAccuracy(sql, now, signal));
  if (config.DEMO) jobs.push(runDemo(sql, now, signal));
  await Promise.all(jobs);
}

/** Without its day's partition a forecast is stored all the same, in the default one, and moved later. */
async function makeDaysOrLog(sql: OwnerSql, now: Temporal.Instant): Promise<void> {
  try {
    await makeDays(sql, now);
  } catch (error) {
    log.warning("no partitions were made this time: {error}", { error });
  }
}

/**
 * How far off forecasts were: days that were missed, or have more measurements now, at once and each
 * night, each new one in the night after it.
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

/** The demo goes on as long as its plant is there: new measurements, and once the past forecasts. */
async function runDemo(sql: OwnerSql, now: Now, signal: AbortSignal): Promise<void> {
  const plant = await loadPlant();
  let fedUntil: Temporal.Instant | undefined;
  await everyMinutes(10, "the demo", signal, async () => {
    const turn = now();
    const added = await feedProduction(sql, plant, turn, fedUntil?.subtract({ hours: 1 }));
    if (added === undefined) return;
    if (!fedUntil) {
      const made = await makePastForecasts(sql, turn, signal);
      if (made > 0) log.info("demo: made {made} past forecasts", { made });
      await countMissedOrLog(sql, turn, signal);
    }
    fedUntil = turn;
  });
}
