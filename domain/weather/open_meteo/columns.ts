/**
 * The columns of a request, and the units that they come in, as documented for the forecast
 * API of Open-Meteo. Radiation is a mean, precipitation a sum and a gust the maximum **of the period
 * before** the time of a row; cloud cover, temperature and wind are those at that time.
 */

/** Rows of an hour. */
export const HOURLY_UNITS = {
  shortwave_radiation: "W/m²",
  direct_normal_irradiance: "W/m²",
  diffuse_radiation: "W/m²",
  cloud_cover: "%",
  temperature_2m: "°C",
  precipitation: "mm",
  wind_speed_10m: "m/s",
  wind_direction_10m: "°",
  wind_speed_80m: "m/s",
  wind_direction_80m: "°",
  wind_gusts_10m: "m/s",
} as const;

/** Rows of a quarter hour: what differs from the rows of an hour once it is an hour's mean. */
export const QUARTER_UNITS = {
  shortwave_radiation: "W/m²",
  direct_normal_irradiance: "W/m²",
  diffuse_radiation: "W/m²",
  temperature_2m: "°C",
  precipitation: "mm",
  wind_speed_10m: "m/s",
  wind_direction_10m: "°",
  wind_speed_80m: "m/s",
  wind_direction_80m: "°",
} as const;

export type HourlyColumn = keyof typeof HOURLY_UNITS;
export type QuarterColumn = keyof typeof QUARTER_UNITS;

/** Values by column; null where the weather model has none. */
export type Columns<Name extends string> = Record<Name, (number | null)[]>;

/** Rows, one step after the other. */
export interface Rows<Name extends string> {
  /** Their times, RFC 3339. */
  times: string[];
  /** The same in milliseconds since 1970. */
  timesMs: number[];
  columns: Columns<Name>;
}
