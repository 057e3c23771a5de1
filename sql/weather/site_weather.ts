import type { OwnerSql } from "../../db/client.ts";
import type { WeatherHour } from "../../domain/weather/weather_hour.ts";
import type { Fragment } from "../kit/queries.ts";

/** The weather of a site by hour. */
export interface SiteWeather {
  source: string;
  /** Issue time of the newest run in it, RFC 3339. */
  issued_utc: string;
  /** When that run was stored. */
  received_utc: string;
  /** By time; hours without weather are left out. Sites near the same place share the list. */
  hours: WeatherHour[];
}

/**
 * Returns the weather that forecasts of these sites use, of the hours that begin in [start, end): of
 * each hour the newest run that had been issued and received by `asOf`. A site without weather has
 * no entry.
 */
export async function forecastHours(
  sql: OwnerSql,
  siteUuids: readonly string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
  asOf: Temporal.Instant,
): Promise<Map<string, SiteWeather>> {
  return await hoursOf(
    sql,
    siteUuids,
    asOf,
    sql`app.weather_hours((select array_agg(distinct series_uuid) from chosen),
      ${start}::timestamp, ${end}::timestamp, ${asOf}::timestamp, interval '-200 years')`,
  );
}

/**
 * Returns what models of these sites learn from, of the hours that begin in [start, end): of each hour
 * the newest run that had been issued and received at least 12 hours before it began; where there is
 * none, the newest one that was issued by then and received later, else the next one that there was.
 * Nothing that was received after `asOf`. A site without weather has no entry.
 */
export async function pastHours(
  sql: OwnerSql,
  siteUuids: readonly string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
  asOf: Temporal.Instant,
): Promise<Map<string, SiteWeather>> {
  return await hoursOf(
    sql,
    siteUuids,
    asOf,
    sql`app.past_weather((select array_agg(distinct series_uuid) from chosen),
      ${start}::timestamp, ${end}::timestamp, ${asOf}::timestamp)`,
  );
}

/** Hours of a series: columns as JSON, which is read ten times as fast as arrays. */
interface SeriesRow {
  sites: string[];
  source: string;
  issued_utc: string;
  received_utc: string;
  columns: Columns;
}

type Names = Exclude<keyof WeatherHour, "endMs" | "issuedMs">;
type Columns = Record<Names, (number | null)[]> & { endMs: number[]; issuedMs: number[] };

async function hoursOf(
  sql: OwnerSql,
  siteUuids: readonly string[],
  asOf: Temporal.Instant,
  hours: Fragment,
): Promise<Map<string, SiteWeather>> {
  const rows = await sql<SeriesRow[]>`
    with chosen as materialized (
      select * from app.chosen_weather(${siteUuids}::uuid[], ${asOf}::timestamp)),
    series as (
      select series_uuid, min(source) as source, array_agg(site_uuid) as sites
      from chosen group by series_uuid),
    hours as (
      select series_uuid, json_build_object(
        'endMs', json_agg(extract(epoch from hour_utc) * 1000 + 3600000 order by hour_utc),
        'issuedMs', json_agg(extract(epoch from issued_utc) * 1000 order by hour_utc),
        'ghi', json_agg(ghi_w_m2 order by hour_utc),
        'dni', json_agg(dni_w_m2 order by hour_utc),
        'dhi', json_agg(dhi_w_m2 order by hour_utc),
        'cloudCover', json_agg(cloud_cover order by hour_utc),
        'temperatureC', json_agg(temperature_c order by hour_utc),
        'precipitationMm', json_agg(precipitation_mm order by hour_utc),
        'windSpeed', json_agg(wind_speed_m_s order by hour_utc),
        'windHeightM', json_agg(wind_height_m order by hour_utc),
        'windDirection', json_agg(wind_direction_degrees order by hour_utc),
        'gusts', json_agg(gusts_m_s order by hour_utc)) as columns,
        max(issued_utc) as issued_utc,
        (array_agg(received_utc order by issued_utc desc))[1] as received_utc
      from ${hours} h group by series_uuid)
    select sites, source, issued_utc, received_utc, columns
    from series join hours using (series_uuid)`;
  return new Map(rows.flatMap(({ sites, columns, ...of }) => {
    const weather = { ...of, hours: weatherHours(columns) };
    return sites.map((site): [string, SiteWeather] => [site, weather]);
  }));
}

function weatherHours(columns: Columns): WeatherHour[] {
  return columns.endMs.map((endMs, i) => ({
    endMs,
    issuedMs: columns.issuedMs[i]!,
    ghi: columns.ghi[i]!,
    dni: columns.dni[i]!,
    dhi: columns.dhi[i]!,
    cloudCover: columns.cloudCover[i]!,
    temperatureC: columns.temperatureC[i]!,
    precipitationMm: columns.precipitationMm[i]!,
    windSpeed: columns.windSpeed[i]!,
    windHeightM: columns.windHeightM[i]!,
    windDirection: columns.windDirection[i]!,
    gusts: columns.gusts[i]!,
  }));
}
