import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import { storedRun, type StoredWeatherRun } from "../../domain/weather/stored_run.ts";
import type { Quantity } from "../../domain/weather/quantities.ts";
import type { NewWeatherRun, WeatherValue } from "../../domain/weather/weather_value.ts";
import { json } from "../kit/json.ts";

/** What became of a run. Conflicting: it is stored with other values, which stay. */
export interface WeatherOutcome {
  /** Its place in the request, from 1. */
  place: number;
  weather_run_uuid: string;
  outcome: "inserted" | "unchanged" | "conflicting";
}

/** Values of weather that a group may store in a UTC day: 50 to 100 MB. */
export const MOST_VALUES_A_DAY = 2_000_000;

/**
 * Stores runs for the scope's group; returns what became of each. Throws "not_found" for a site that
 * is not the scope's, "invalid" for a place that is near none of the sites of a limited token, and
 * "too_many" when the group has stored as much as it may in a day.
 */
export async function store(
  sql: ScopedSql,
  runs: readonly StoredWeatherRun[],
  mostValues = MOST_VALUES_A_DAY,
): Promise<WeatherOutcome[]> {
  return await sql<WeatherOutcome[]>`
    select * from app.send_weather(${sql.json(runs)}, ${mostValues}::int)`;
}

/**
 * Stores runs that the service fetched, in one transaction; returns what became of each. Numbers that
 * are not finite count as not given. Throws "invalid" for a run whose periods overlap.
 */
export async function storeFetched(
  sql: OwnerSql,
  runs: readonly NewWeatherRun[],
): Promise<WeatherOutcome[]> {
  return await sql<WeatherOutcome[]>`
    select place, weather_run_uuid, outcome
    from app.store_weather(${json(sql, runs.map(storedRun))}, null)`;
}

/** A run as lists show it. Times are RFC 3339. */
export interface WeatherRun {
  weather_run_uuid: string;
  source: string;
  issued_utc: string;
  received_utc: string;
  /** The place; null: the run is for a site alone. */
  latitude: number | null;
  longitude: number | null;
  site_uuid: string | null;
  /** Sent by the own group, by another one, or fetched by the service. */
  origin: "own" | "other" | "fetched";
  start_utc: string;
  end_utc: string;
  value_count: number;
}

/** Which runs are listed. */
export interface WeatherRunQuery {
  run?: string;
  source?: string;
  site_uuid?: string;
  /** Runs of places near these coordinates. */
  near?: { latitude: number; longitude: number };
  /** Issue times, half-open. */
  start?: Temporal.Instant;
  end?: Temporal.Instant;
  /** The run after which the list goes on. */
  after?: Pick<WeatherRun, "weather_run_uuid" | "issued_utc">;
  limit: number;
}

/**
 * Returns the runs that the scope may see, the newest first. A row more than `limit` means that there
 * is a next page.
 */
export async function list(
  sql: ScopedSql,
  { run, source, site_uuid, near, start, end, after, limit }: WeatherRunQuery,
): Promise<WeatherRun[]> {
  return await sql<WeatherRun[]>`
    select weather_run_uuid, source, issued_utc, received_utc, run_latitude as latitude,
      run_longitude as longitude, site_uuid, origin, start_utc, end_utc, value_count
    from app.list_weather_runs(${run ?? null}::uuid, ${source ?? null}::text,
      ${site_uuid ?? null}::uuid, ${near?.latitude ?? null}::float8,
      ${near?.longitude ?? null}::float8, ${start ?? "-infinity"}::timestamp,
      ${end ?? "infinity"}::timestamp, ${after?.issued_utc ?? null}::timestamp,
      ${after?.weather_run_uuid ?? null}::uuid, ${limit + 1}::int)`;
}

/** Returns a run that the scope may see; undefined for any other. */
export async function find(sql: ScopedSql, run: string): Promise<WeatherRun | undefined> {
  const [found] = await list(sql, { run, limit: 1 });
  return found;
}

/** A value as it was stored; null: not given. */
export type KeptWeather =
  & Pick<WeatherValue, "start_utc" | "end_utc">
  & Record<Quantity, number | null>;

/** Returns the values of a run that the scope may see, in the order of time. */
export async function valuesOf(sql: ScopedSql, run: string): Promise<KeptWeather[]> {
  return await sql<KeptWeather[]>`
    select * from app.values_of_weather_run(${run}::uuid)`;
}

/** Weather of an hour as the forecasts of a site use it. */
export type UsedWeather = KeptWeather & {
  source: string;
  issued_utc: string;
  received_utc: string;
};

/**
 * Returns the weather that forecasts of a site of the scope use at `asOf`, by default now by the
 * database's clock, of the hours that begin in [start, end).
 */
export async function ofSite(
  sql: ScopedSql,
  siteUuid: string,
  { start, end, asOf }: { start: Temporal.Instant; end: Temporal.Instant; asOf?: Temporal.Instant },
): Promise<UsedWeather[]> {
  return await sql<UsedWeather[]>`
    select source, hour_utc as start_utc, hour_utc + interval '1 hour' as end_utc, ghi_w_m2,
      dni_w_m2, dhi_w_m2, cloud_cover, temperature_c, wind_speed_m_s, wind_height_m,
      wind_direction_degrees, gusts_m_s, precipitation_mm, issued_utc, received_utc
    from app.weather_of_site(${siteUuid}::uuid, ${start}::timestamp, ${end}::timestamp,
      coalesce(${asOf ?? null}::timestamp, clock_timestamp() at time zone 'utc'))`;
}
