import type { OwnerSql } from "../../db/client.ts";
import { storedRun } from "../../domain/weather/stored_run.ts";
import type { NewWeatherRun, WeatherValue } from "../../domain/weather/weather_value.ts";
import { storeFetched } from "../../sql/weather/weather_runs.ts";
import { PLANT } from "./cast.ts";

/** Returns values, one after the other, of as many minutes each; by default hours. */
export function values(
  start: string,
  of: readonly (Omit<WeatherValue, "start_utc" | "end_utc">)[],
  minutes = 60,
): WeatherValue[] {
  const first = Temporal.Instant.from(start);
  return of.map((value, i) => ({
    start_utc: first.add({ minutes: i * minutes }).toString(),
    end_utc: first.add({ minutes: (i + 1) * minutes }).toString(),
    ...value,
  }));
}

/** Returns a run at alice's plant, of a day of hours with the same irradiance. */
export function weatherRun(issued: string, ghi = 500, more: Partial<NewWeatherRun> = {}) {
  const start = Temporal.Instant.from(issued).toString();
  return {
    source: "icon",
    issued_utc: issued,
    latitude: PLANT.latitude,
    longitude: PLANT.longitude,
    values: values(start, Array.from({ length: 24 }, () => ({ ghi_w_m2: ghi }))),
    ...more,
  };
}

/** Stores runs as fetched at a time. */
export async function fetchedAt(sql: OwnerSql, received: string, ...runs: NewWeatherRun[]) {
  const stored = await storeFetched(sql, runs);
  await receivedAt(sql, received, stored);
}

/** Stores runs as a group sent them for its site, or for a place, at a time. */
export async function sentAt(
  sql: OwnerSql,
  received: string,
  group: string,
  ...runs: (Omit<NewWeatherRun, "latitude" | "longitude"> & { site_uuid?: string })[]
) {
  const stored = await sql<{ weather_run_uuid: string }[]>`
    select * from app.store_weather(${sql.json(runs.map(storedRun) as never)}, ${group}::uuid)`;
  await receivedAt(sql, received, stored);
}

async function receivedAt(
  sql: OwnerSql,
  received: string,
  runs: readonly { weather_run_uuid: string }[],
) {
  await sql`
    update app.weather_runs set received_utc = ${received}
    where weather_run_uuid = any(${runs.map((run) => run.weather_run_uuid)}::uuid[])`;
}
