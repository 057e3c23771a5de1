import type { OwnerSql } from "../../db/client.ts";
import { floorToMinutes, HOUR } from "../../domain/time/time.ts";
import * as usedWeather from "../../sql/weather/used_weather.ts";
import type { Config } from "../config.ts";
import { chooseModels } from "../forecasts/choice.ts";
import { log } from "../log.ts";
import { firstDays } from "../operations/retention.ts";
import { KeptThread, type ThreadData } from "../thread.ts";
import { everyMinutes } from "../timers.ts";
import { LOOK_MINUTES, OLDEST_WEATHER } from "./turns.ts";

/** What the thread is to do. */
export interface WeatherTask {
  /** RFC 3339. */
  nowUtc: string;
  /** First UTC day of which retention keeps measurements, `2026-11-21`. */
  measuredFrom?: string;
}

/** Twenty sites with two years of weather and measurements, and garbage that waits. */
const MEMORY = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1024 };

type Settings = Pick<Config, "FORECAST"> & Parameters<typeof firstDays>[0];

/**
 * Makes forecasts from weather: at the beginning of each hour, and within minutes when new weather
 * has come. Resolves once the last turn has ended after the signal; at once where the service is to
 * make no forecasts.
 */
export async function runWeather(
  config: Settings,
  sql: OwnerSql,
  data: ThreadData,
  now: () => Temporal.Instant,
  signal: AbortSignal,
): Promise<void> {
  if (!config.FORECAST) return;
  const thread = weatherThread(data);
  let looked: Temporal.Instant | undefined;
  await everyMinutes(LOOK_MINUTES, "forecasting from weather", signal, async () => {
    const time = now();
    if (await hasWork(sql, looked, time)) await forecastInThread(config, sql, thread, time, signal);
    looked = floorToMinutes(time, LOOK_MINUTES);
  });
  await thread.end();
}

/** Returns true when there is weather that no turn has used in this hour. */
async function hasWork(
  sql: OwnerSql,
  looked: Temporal.Instant | undefined,
  time: Temporal.Instant,
): Promise<boolean> {
  const hourOf = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / HOUR);
  const isSameHour = looked !== undefined && hourOf(looked) === hourOf(time);
  return await usedWeather.isThere(sql, {
    issuedFrom: time.subtract(OLDEST_WEATHER),
    receivedAfter: isSameHour ? looked : undefined,
  });
}

/** Returns a thread for `forecastInThread`, which the caller ends. */
export const weatherThread = (data: ThreadData): KeptThread =>
  new KeptThread(new URL("./thread.ts", import.meta.url), data, MEMORY);

/** Makes the forecasts of one turn in the thread, and lets sites show them at once. */
export async function forecastInThread(
  config: Settings,
  sql: OwnerSql,
  thread: KeptThread,
  time: Temporal.Instant,
  signal: AbortSignal,
): Promise<number> {
  const task: WeatherTask = {
    nowUtc: time.toString(),
    measuredFrom: firstDays(config, time).generation?.toString(),
  };
  const made = await thread.ask(task, signal) as number;
  if (made > 0) {
    log.info("made {made} forecasts from weather", { made });
    await chooseModels(sql, time);
  }
  return made;
}
