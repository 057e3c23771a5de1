/** A run as a list shows it. */
export interface Run {
  forecast_uuid: string;
  /** Issue time. */
  timestamp_utc: string;
  /** When it was written; null: not known. */
  created_utc: string | null;
  forecast_version: string;
  model_name: string | null;
  model_version: string | null;
  value_count: number;
  /** Start of its first value, and end of its last one. */
  first_utc: string;
  until_utc: string;
}
