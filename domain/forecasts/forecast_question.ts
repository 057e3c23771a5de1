/** Conditions on past forecasts; without any, the question is for the latest forecast. */
export interface ForecastQuestion {
  /** Issued at or before this time, RFC 3339. */
  made_before?: string;
  /** With at least this horizon, as stored. */
  min_horizon_minutes?: number;
  /**
   * Issued at most so many hours after the midnight that begins the day before the target time's.
   */
  day_ahead_hours?: number;
  /** Hours that the clock of that midnight is ahead of UTC; 0 by default. */
  day_ahead_utc_offset_hours?: number;
  model_name?: string;
}

const CONDITIONS = [
  "made_before",
  "min_horizon_minutes",
  "day_ahead_hours",
  "day_ahead_utc_offset_hours",
  "model_name",
] as const satisfies (keyof ForecastQuestion)[];

/**
 * Returns true when a question has any condition, so that it selects other than the latest
 * forecast.
 */
export function hasConditions(question: ForecastQuestion): boolean {
  return CONDITIONS.some((name) => question[name] !== undefined);
}
