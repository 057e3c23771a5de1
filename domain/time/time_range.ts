import { z } from "zod";
import { dayOf, dayPeriod, type Period } from "./time.ts";
import { asSent, fromQuery } from "./time_text.ts";

/** Longest range of one request; scripts split longer ones. */
export const MAX_RANGE_DAYS = 92;
/** Longest range of the values of sites. */
export const MAX_SERIES_DAYS = 400;

const error = ({ input }: { input?: unknown }) =>
  `${asSent(input)} is no time with its offset. Write it like 2026-11-21T09:00:00Z.`;
/** A time in a query string with its offset, from 1900 to 2099, to the nanosecond. */
export const time = z.string({ error }).overwrite(fromQuery).check(
  z.iso.datetime({ offset: true, abort: true, error }),
  z.refine<string>((text) => /^(19|20)\d\d/.test(text) && !/\.\d{10}/.test(text), {
    abort: true,
    error,
  }),
);

/** The half-open range of a query: `start` and `end`, both optional. */
const rangeUpTo = (days: number) =>
  z.object({ start: time.optional(), end: time.optional() })
    .refine(({ start, end }) => !start || !end || span(start, end) > 0, {
      path: ["end"],
      error: "The end must be after the start.",
    })
    .refine(({ start, end }) => !start || !end || span(start, end) <= days * 24, {
      path: ["end"],
      error: `Ask for at most ${days} days at once.`,
    });

/** The range of sums and charts. */
export const timeRange = rangeUpTo(MAX_RANGE_DAYS);
/** The range of the values of sites. */
export const seriesRange = rangeUpTo(MAX_SERIES_DAYS);

/** Returns the hours from one time to another. */
function span(start: string, end: string): number {
  return Temporal.Instant.from(start).until(end, { largestUnit: "hour" }).total("hours");
}

/**
 * Completes a range: without a start it begins with the zone's day of now (or of the end), without
 * an end it lasts three days.
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
