/** How recent the data of a site are. Null: there are none, or it is not known. */
export interface SiteFreshness {
  site_uuid: string;
  /** Issue time of the newest run of any model. */
  newest_run_utc: string | null;
  /** That run. */
  forecast_uuid: string | null;
  /** End of the newest measured period. */
  measured_until_utc: string | null;
  is_forecast_late: boolean | null;
  is_measured_late: boolean | null;
}
