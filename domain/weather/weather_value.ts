/**
 * Weather of a period at a place, as one run of a weather model forecast it. What is null or left out
 * was not given; radiation and wind are means of the period.
 */
export interface WeatherValue {
  /** RFC 3339. */
  start_utc: string;
  /** RFC 3339, excluded. */
  end_utc: string;
  /** Global horizontal irradiance, W/m². */
  ghi_w_m2?: number | null;
  /** Direct normal irradiance, W/m². */
  dni_w_m2?: number | null;
  /** Diffuse horizontal irradiance, W/m². */
  dhi_w_m2?: number | null;
  /** Share of the sky, 0 to 1. */
  cloud_cover?: number | null;
  /** 2 m above the ground, °C. */
  temperature_c?: number | null;
  wind_speed_m_s?: number | null;
  /** Height of the wind above the ground, m; 10 where it is not given. */
  wind_height_m?: number | null;
  /** From which it blows: 0 north, 90 east. */
  wind_direction_degrees?: number | null;
  /** Highest of the period. */
  gusts_m_s?: number | null;
  /** Rain and snow of the whole period, mm of water. */
  precipitation_mm?: number | null;
}

/** A run of a weather model at a place that the service fetched. Times are RFC 3339. */
export interface NewWeatherRun {
  /** Who made it, as in "open-meteo". */
  source: string;
  /** When it was made. */
  issued_utc: string;
  latitude: number;
  longitude: number;
  /** In the order of time, without overlaps. */
  values: WeatherValue[];
}
