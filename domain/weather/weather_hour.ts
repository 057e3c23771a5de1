/** Weather of one hour at a place, as one run of a weather model forecast it. */
export interface WeatherHour {
  /** End of the hour, milliseconds since 1970. */
  endMs: number;
  /** Issue time of the run, milliseconds since 1970. */
  issuedMs: number;
  /** Mean global horizontal irradiance, W/m². */
  ghi: number;
  /** Mean cloud cover, 0 to 1. */
  cloudCover: number;
  /** Temperature 2 m above the ground, °C. */
  temperatureC: number;
  /** Rain and snow of the hour, mm. */
  precipitationMm: number;
}
