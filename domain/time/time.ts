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
  const plain = plainMilliseconds(utc);
  if (!Number.isNaN(plain)) return plain;
  const before = known.get(utc);
  if (before !== undefined) return before;
  const { epochMilliseconds } = Temporal.Instant.from(utc);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(utc, epochMilliseconds);
  return epochMilliseconds;
}

/** How most times are written: to the second, with Z, on a day that its month has in every year. */
const PLAIN =
  /^(?:19|20)\d\d-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

/**
 * Returns the milliseconds since 1970 of a time that is written in the plainest way,
 * `2026-11-21T09:00:00Z`, in a tenth of the time of others; NaN for any other text.
 */
export function plainMilliseconds(text: string): number {
  if (!PLAIN.test(text)) return NaN;
  const at = (place: number) =>
    (text.charCodeAt(place) - ZERO) * 10 + text.charCodeAt(place + 1) - ZERO;
  const days = daysSince1970(at(0) * 100 + at(2), at(5), at(8));
  return days * 24 * HOUR + at(11) * HOUR + at(14) * MINUTE + at(17) * 1000;
}

/** The code of the digit 0. */
const ZERO = 48;
/** Days from the first of March of year 0 to 1970. */
const UNTIL_1970 = 719_468;

/** Counts days in years that begin in March, so that a leap day is the last of its year. */
function daysSince1970(year: number, month: number, day: number): number {
  const [y, m] = month > 2 ? [year, month - 3] : [year - 1, month + 9];
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return y * 365 + leapDays + Math.floor((153 * m + 2) / 5) + day - 1 - UNTIL_1970;
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
