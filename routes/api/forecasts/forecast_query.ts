import { z } from "zod";
import { time, timeRange } from "../../../domain/time/time_range.ts";

/** A number in a query string: from `min` to `max`, a multiple of `step`. */
function number(min: number, max: number, step: number, error: string) {
  return z.string().regex(/^-?\d{1,6}(\.\d{1,4})?$/, { error, abort: true })
    .transform(Number)
    .refine((value) => value >= min && value <= max && value % step === 0, { error });
}

const conditions = {
  made_before: time.optional(),
  min_horizon_minutes: number(0, 100_000, 1, "Write whole minutes, from 0 to 100000.").optional(),
  day_ahead_hours: number(
    0.25,
    24,
    0.25,
    "Write hours after midnight, more than 0 and up to 24, in quarters.",
  ).optional(),
  day_ahead_utc_offset_hours: number(
    -14,
    14,
    0.25,
    "Write hours ahead of UTC, from -14 to 14, in quarters.",
  ).optional(),
  model_name: z.string().min(1, { error: "Write the name of a model." }).max(255, {
    error: "A model's name has at most 255 letters.",
  }).optional(),
};

/** The query string of a site's forecasts: a range of target times, and conditions on the runs. */
export const forecastQuery = timeRange.safeExtend(conditions).refine(
  ({ day_ahead_hours, day_ahead_utc_offset_hours }) =>
    day_ahead_hours !== undefined || day_ahead_utc_offset_hours === undefined,
  {
    path: ["day_ahead_hours"],
    error: "Send day_ahead_hours, too: how many hours after midnight the forecast may be made.",
  },
);
