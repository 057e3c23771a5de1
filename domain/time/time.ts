/**
 * Time in Sitecast: instants are UTC, as RFC 3339 text that ends in `Z` (`2026-11-21T09:30:00Z`) or
 * as `Temporal.Instant`; never as a JavaScript `Date`, which drops microseconds and depends on the
 * machine's zone. A period is half-open, `[start, end)`. A site's day is the calendar day of the
 * site's own zone: 23, 24 or 25 hours.
 */

import { clockMs, clockText } from "./zone_clock.ts";

/** Milliseconds. */
export const MINUTE = 60_000;
/** Milliseconds. */
export const HOUR = 60 * MINUTE;

/** Parsed times: every site of a list has the same ones, and parsing is slow. */
const known = new Map<string, number>();
const MOST_KNOWN = 5000;

/** Returns the milliseconds since 1970 of an RFC 3339 text. Throws RangeError for other text. */
export function milliseconds(utc: string): number {
  const before = known.get(utc);
  if (before !== undefined) return before;
  const { epochMilliseconds } = Temporal.Instant.from(utc);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(utc, epochMilliseconds);
  return epochMilliseconds;
}

/** Returns milliseconds since 1970 as RFC 3339 text with `Z`. */
export function utcText(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}

/** Rounds an instant down to a multiple of `minutes` since 1970. */
export function floorToMinutes(instant: Temporal.Instant, minutes: number): Temporal.Instant {
  const step = minutes * MINUTE;
  return Temporal.Instant.fromEpochMilliseconds(
    Math.floor(instant.epochMilliseconds / step) * step,
  );
}

/** Returns the calendar day of an instant in a zone. */
export function dayOf(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate();
}

/** A half-open period, `[start, end)`. */
export interface Period {
  start: Temporal.Instant;
  end: Temporal.Instant;
}

/** Returns the period of a calendar day in a zone, 23 to 25 hours, or of some days in a row. */
export function dayPeriod(day: Temporal.PlainDate, zone: string, days = 1): Period {
  return {
    start: day.toZonedDateTime(zone).toInstant(),
    end: day.add({ days }).toZonedDateTime(zone).toInstant(),
  };
}

/** Returns the time of an instant in a zone as `HH:MM`. */
export function clockTime(instant: Temporal.Instant, zone: string): string {
  return clockText(clockMs(instant.epochMilliseconds, zone));
}
