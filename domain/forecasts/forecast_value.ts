/** A forecast value: mean power over [start_utc, end_utc), RFC 3339, with the band in kW. */
export interface ForecastValue {
  start_utc: string;
  end_utc: string;
  forecast_power_kw: number;
  p10_kw: number | null;
  p90_kw: number | null;
}

/** A value with what pages show of its run. */
export interface DayForecastValue extends ForecastValue {
  /** The run's issue time. */
  timestamp_utc: string;
  model_name: string | null;
  model_version: string | null;
  /** True where the value fills a gap of the model that the site shows. */
  is_filled?: boolean;
}

/** A value of a site with its run. */
export interface LatestForecastValue extends DayForecastValue {
  site_uuid: string;
  forecast_uuid: string;
  horizon_minutes: number | null;
  /** True for the rest of a longer value, of which newer runs cover the other parts. */
  is_cut: boolean;
  is_filled: boolean;
}
