import type { OwnerSql } from "../db/client.ts";
import type { Config } from "./config.ts";
import { feedProduction, makePastForecasts } from "./demo/feed.ts";
import { loadPlant } from "./demo/plant.ts";
import { makeDays, makeForecasts } from "./forecasts.ts";
import { log } from "./log.ts";
import { everyMinutes } from "./scheduler.ts";

type Now = () => Temporal.Instant;

/**
 * Starts what runs beside requests. The promise resolves when all of it has ended, after the signal.
 */
export async function runJobs(
  config: Config,
  sql: OwnerSql,
  now: Now,
  signal: AbortSignal,
): Promise<void> {
  const jobs = [everyMinutes(15, "forecasting", signal, async () => {
    await makeDays(sql, now());
    if (!config.FORECAST) return;
    const { made } = await makeForecasts(sql, [now()], signal);
    if (made > 0) log.info("made {made} forecasts", { made });
  })];
  if (config.DEMO) jobs.push(runDemo(sql, now, signal));
  await Promise.all(jobs);
}

/** The demo goes on as long as its plant is there: new measurements, and once the past forecasts. */
async function runDemo(sql: OwnerSql, now: Now, signal: AbortSignal): Promise<void> {
  const plant = await loadPlant();
  let past = false;
  await everyMinutes(10, "the demo", signal, async () => {
    const added = await feedProduction(sql, plant, now());
    if (added === undefined || past) return;
    const made = await makePastForecasts(sql, now(), signal);
    if (made > 0) log.info("demo: made {made} past forecasts", { made });
    past = true;
  });
}
