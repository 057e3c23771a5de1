/** Conditions on past forecasts; without any, the question is for the latest forecast. */
export interface ForecastQuestion {
  /** Issued at or before this time, RFC 3339. */
  made_before?: string;
  /** With at least this horizon, as stored. */
  min_horizon_minutes?: number;
  /**
   * Issued before a clock showed so many hours after midnight, on the day before the target time's.
   */
  day_ahead_hours?: number;
  /** Hours that this clock is ahead of UTC; 0 by default. */
  day_ahead_utc_offset_hours?: number;
  /** Or the zone of this clock, by its IANA name. */
  time_zone?: string;
  model_name?: string;
}

const CONDITIONS = [
  "made_before",
  "min_horizon_minutes",
  "day_ahead_hours",
  "day_ahead_utc_offset_hours",
  "time_zone",
  "model_name",
] as const satisfies (keyof ForecastQuestion)[];

/**
 * Returns true when a question has any condition, so that it selects other than the latest
 * forecast.
 */
export function hasConditions(question: ForecastQuestion): boolean {
  return CONDITIONS.some((name) => question[name] !== undefined);
}

/** Returns a text that is the same for equal questions alone. */
export function questionKey(question: ForecastQuestion): string {
  return JSON.stringify(CONDITIONS.map((name) => question[name] ?? null));
}

/** Returns when the model was chosen that a question is for, at the end of its range. */
export function choiceTime(
  { made_before, min_horizon_minutes = 0 }: ForecastQuestion,
  end: Temporal.Instant,
): Temporal.Instant {
  const newest = end.subtract({ minutes: min_horizon_minutes });
  const made = made_before === undefined ? newest : Temporal.Instant.from(made_before);
  return Temporal.Instant.compare(made, newest) < 0 ? made : newest;
}

/**
 * Returns the zone of the clock of `day_ahead_hours` as PostgreSQL takes it: a name, or a rule of
 * POSIX, in which an offset is how far the clock is behind UTC.
 */
export function dayAheadZone({ time_zone, day_ahead_utc_offset_hours }: ForecastQuestion): string {
  if (time_zone !== undefined) return time_zone;
  const behind = -(day_ahead_utc_offset_hours ?? 0);
  const minutes = String(Math.abs(behind) * 60 % 60).padStart(2, "0");
  return `<day>${behind < 0 ? "-" : "+"}${Math.trunc(Math.abs(behind))}:${minutes}`;
}
