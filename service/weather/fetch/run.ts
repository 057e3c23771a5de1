import type { OwnerSql } from "../../../db/client.ts";
import { OPEN_METEO } from "../../../domain/weather/sources.ts";
import * as fetches from "../../../sql/weather/fetches.ts";
import type { Config } from "../../config.ts";
import { log } from "../../log.ts";
import { everyMinutes } from "../../timers.ts";
import { WeatherFetcher } from "./fetcher.ts";

/** Where Open-Meteo serves everybody, and where those who have a key. */
const FREE_URL = "https://api.open-meteo.com";
const KEY_URL = "https://customer-api.open-meteo.com";

type WeatherConfig = Pick<Config, "WEATHER" | "WEATHER_URL" | "WEATHER_KEY">;

/** Fetches weather until the signal aborts, where it is configured; else forgets how fetching went. */
export async function runWeatherFetcher(
  config: WeatherConfig,
  sql: OwnerSql,
  now: () => Temporal.Instant,
  signal: AbortSignal,
): Promise<void> {
  if (config.WEATHER === undefined) return await forget(sql);
  const key = config.WEATHER_KEY;
  const fetcher = new WeatherFetcher(sql, {
    url: config.WEATHER_URL ?? (key === undefined ? FREE_URL : KEY_URL),
    key,
    now,
  });
  await everyMinutes(1, "fetching weather", signal, async () => {
    const fetched = await fetcher.turn(signal);
    if (fetched > 0) log.info("fetched the weather of {fetched} places", { fetched });
  });
}

/** Pages must not tell for ever that a source fails which is not asked any more. */
async function forget(sql: OwnerSql): Promise<void> {
  try {
    await fetches.forget(sql, OPEN_METEO.source);
  } catch (error) {
    log.error("forgetting how fetching weather went failed: {error}", { error });
  }
}
