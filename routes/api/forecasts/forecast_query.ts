import { z } from "zod";
import type { ForecastQuestion } from "../../../domain/forecasts/forecast_question.ts";
import { timeZone } from "../../../domain/sites/site_input.ts";
import { seriesRange, time } from "../../../domain/time/time_range.ts";

/** A number in a query string: from `min` to `max`, a multiple of `step`. */
function number(min: number, max: number, step: number, error: string) {
  return z.string().regex(/^-?\d{1,6}(\.\d{1,4})?$/, { error, abort: true })
    .transform(Number)
    .refine((value) => value >= min && value <= max && value % step === 0, { error });
}

/** The query parameters that say which forecast is meant, on every route that reads forecasts. */
export const conditions = {
  made_before: time.optional().describe("Written at or before this time"),
  min_horizon_minutes: number(0, 100_000, 1, "Write whole minutes, from 0 to 100000.").optional()
    .describe("With at least this horizon, as its modeller stored it"),
  day_ahead_hours: number(
    0.25,
    24,
    0.25,
    "Write hours after midnight, more than 0 and up to 24, in quarters.",
  ).optional().describe(
    "Written before a clock showed so many hours after midnight, on the day before the target's",
  ),
  day_ahead_utc_offset_hours: number(
    -14,
    14,
    0.25,
    "Write hours ahead of UTC, from -14 to 14, in quarters.",
  ).optional().describe("How far this clock is ahead of UTC; by default it shows UTC"),
  time_zone: timeZone.optional().describe(
    "Or the zone of this clock, like Europe/London: right on days on which it changes, too",
  ),
  model_name: z.string().min(1, { error: "Write the name of a model." }).max(255, {
    error: "A model's name has at most 255 letters.",
  }).optional().describe("Of this model, whatever its version; its gaps are not filled"),
};

type Rule = [(question: ForecastQuestion) => boolean, { path: string[]; error: string }];

/** Two rules of the clock of day_ahead_hours, each to be spread into `refine` of a query. */
export const CLOCK_HAS_HOURS: Rule = [
  ({ day_ahead_hours, day_ahead_utc_offset_hours, time_zone }) =>
    day_ahead_hours !== undefined ||
    (day_ahead_utc_offset_hours === undefined && time_zone === undefined),
  {
    path: ["day_ahead_hours"],
    error: "Send day_ahead_hours, too: how many hours after midnight the forecast may be made.",
  },
];
export const ONE_CLOCK: Rule = [
  ({ day_ahead_utc_offset_hours, time_zone }) =>
    day_ahead_utc_offset_hours === undefined || time_zone === undefined,
  { path: ["time_zone"], error: "Send time_zone or day_ahead_utc_offset_hours, not both." },
];

/** The query string of a site's forecasts: a range of target times, and conditions on the runs. */
export const forecastQuery = seriesRange.safeExtend(conditions)
  .refine(...CLOCK_HAS_HOURS).refine(...ONE_CLOCK);
