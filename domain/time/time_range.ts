import { z } from "zod";
import { dayOf, dayPeriod, type Period } from "./time.ts";

/** Longest span of one answer: a script that wants more asks more often. */
export const MAX_RANGE_DAYS = 92;

const error = "Write a time with its offset, like 2026-11-21T09:00:00Z.";
/** A time with its offset, of the years that the service knows, to the nanosecond. */
export const time = z.iso.datetime({ offset: true, abort: true, error })
  .refine((text) => /^(19|20)\d\d/.test(text) && !/\.\d{10}/.test(text), { abort: true, error });

/** `start` and `end` of a series as a script gives them; the range is half-open. */
export const timeRange = z.object({ start: time.optional(), end: time.optional() })
  .refine(({ start, end }) => !start || !end || span(start, end) > 0, {
    path: ["end"],
    error: "The end must be after the start.",
  })
  .refine(({ start, end }) => !start || !end || span(start, end) <= MAX_RANGE_DAYS * 24, {
    path: ["end"],
    error: `Ask for at most ${MAX_RANGE_DAYS} days at once.`,
  });

/** Hours from one time to another. */
function span(start: string, end: string): number {
  return Temporal.Instant.from(start).until(end, { largestUnit: "hour" }).total("hours");
}

/**
 * The period asked for. Without a start: from the beginning of the site's day (or of the day of the
 * end), without an end: three days from the start.
 */
export function periodOf(
  { start, end }: z.output<typeof timeRange>,
  zone: string,
  now: Temporal.Instant,
): Period {
  const last = end === undefined ? now : Temporal.Instant.from(end).subtract({ nanoseconds: 1 });
  const from = start === undefined
    ? dayPeriod(dayOf(last, zone), zone).start
    : Temporal.Instant.from(start);
  return {
    start: from,
    end: end === undefined ? from.add({ hours: 72 }) : Temporal.Instant.from(end),
  };
}
