/** One value of the forecast that is shown for a time: the newest made at or before it. */
export interface ForecastValue {
  start_utc: string;
  end_utc: string;
  forecast_power_kw: number;
  p10_kw: number | null;
  p90_kw: number | null;
}

/** A value with what a page tells of the run that made it. */
export interface DayForecastValue extends ForecastValue {
  /** When the run was made (its reference time). */
  timestamp_utc: string;
  model_name: string | null;
  model_version: string | null;
}

/** A value with the run that made it. */
export interface LatestForecastValue extends DayForecastValue {
  site_uuid: string;
  forecast_uuid: string;
  horizon_minutes: number | null;
}
