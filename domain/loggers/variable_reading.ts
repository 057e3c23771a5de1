/** A reading of a variable, as it is stored. */
export interface VariableReading {
  /** A bigint as text. */
  variable_id: string;
  /** RFC 3339 in UTC, to the microsecond. */
  time_utc: string;
  value: number;
  /** Number of the session that it belongs to; null: none. */
  number: number | null;
}

/** A quarter hour of a variable, counted from its readings. */
export interface VariableQuarter {
  variable_id: string;
  /** Quarter hours from 1970-01-01 00:00 UTC to its start. */
  quarter: number;
  /** Mean over the known time by straight lines between readings; without any, of its readings. */
  mean: number;
  minimum: number;
  maximum: number;
  last: number;
  /** Seconds between two readings that are no gap apart, from 0 to 900. */
  known_seconds: number;
}
