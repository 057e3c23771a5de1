/** Weather of one hour at a place, as one run of a weather model forecast it; null: not given. */
export interface WeatherHour {
  /** End of the hour, milliseconds since 1970. */
  endMs: number;
  /** Issue time of the run, milliseconds since 1970. */
  issuedMs: number;
  /** Mean global horizontal irradiance, W/m². */
  ghi: number | null;
  /** Mean direct normal irradiance, W/m². */
  dni: number | null;
  /** Mean diffuse horizontal irradiance, W/m². */
  dhi: number | null;
  /** Mean cloud cover, 0 to 1. */
  cloudCover: number | null;
  /** Temperature 2 m above the ground, °C. */
  temperatureC: number | null;
  /** Rain and snow of the hour, mm. */
  precipitationMm: number | null;
  /** Mean wind speed, m/s, at `windHeightM` above the ground. */
  windSpeed: number | null;
  windHeightM: number | null;
  /** Degrees from which it blows, clockwise from north. */
  windDirection: number | null;
  /** m/s. */
  gusts: number | null;
}
