import { MINUTE } from "../time/time.ts";

/**
 * Reads a time as Python's `datetime.fromisoformat` does since version 3.11: a date, alone or with a
 * time after any one character, with an offset or without (UTC). Returns undefined for other texts, and
 * for times before year 1 or after 9999.
 */
export function isoTime(text: string): Temporal.Instant | undefined {
  const [, date, time, offset] = PARTS.exec(text.trim()) ?? [];
  const day = date === undefined ? undefined : dayOf(date);
  const clock = time === undefined ? "00:00:00" : clockOf(time);
  const shift = offset === undefined ? "+00:00" : offsetOf(offset);
  if (day === undefined || clock === undefined || shift === undefined) return undefined;
  return inRange(instant(`${day}T${clock}${shift}`));
}

const DATE = String.raw`\d{4}-?\d\d-?\d\d|\d{4}-?W\d\d(?:-?\d)?`;
const TIME = String.raw`\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?`;
const PARTS = new RegExp(`^(${DATE})(?:.(${TIME})(Z|[+-]${TIME})?)?$`, "su");

/** Returns a date as RFC 3339 writes it; of a week without a day its Monday. */
function dayOf(text: string): string | undefined {
  const [, ofYear, week, weekday] = /^(\d{4})-?W(\d\d)-?(\d?)$/.exec(text) ?? [];
  if (ofYear !== undefined) return weekDay(Number(ofYear), Number(week), Number(weekday || 1));
  return text.replace(/^(\d{4})-?(\d\d)-?(\d\d)$/, "$1-$2-$3");
}

/** Returns the day of a week of ISO 8601, which has the year's first Thursday in its first week. */
function weekDay(year: number, week: number, day: number): string | undefined {
  if (day < 1 || day > 7 || week < 1 || year < 1) return undefined;
  const fourth = Temporal.PlainDate.from({ year, month: 1, day: 4 });
  const found = fourth.add({ days: (week - 1) * 7 + day - fourth.dayOfWeek });
  return found.weekOfYear === week ? found.toString() : undefined;
}

/** Returns a time of day with seconds, and at most six digits of a second. */
function clockOf(text: string): string | undefined {
  const [, hour, minute = "00", second = "00", fraction = ""] =
    /^(\d\d)(?::(?=\d\d))?(\d\d)?(?::(?=\d\d))?(\d\d)?(?:[.,](\d+))?$/.exec(text) ?? [];
  if (hour === undefined || Number(second) > 59) return undefined;
  return `${hour}:${minute}:${second}${fraction && `.${fraction.slice(0, 6)}`}`;
}

function offsetOf(text: string): string | undefined {
  if (text === "Z") return "Z";
  const clock = clockOf(text.slice(1));
  return clock === undefined || clock.startsWith("24") ? undefined : text[0] + clock;
}

/** Returns the instant of a text of RFC 3339; undefined where there is no such day or time. */
function instant(text: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const [FIRST, LAST] = ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"].map((text) =>
  Temporal.Instant.from(text)
) as [Temporal.Instant, Temporal.Instant];

function inRange(time: Temporal.Instant | undefined): Temporal.Instant | undefined {
  if (time === undefined) return undefined;
  const { compare } = Temporal.Instant;
  return compare(time, FIRST) < 0 || compare(time, LAST) > 0 ? undefined : time;
}

/** Seconds since 1970 up to which a number is one of seconds; larger ones are milliseconds. */
const MOST_SECONDS = 2e10;

/** Reads a time of a body as pydantic does: as `isoTime`, or as a number since 1970. */
export function bodyTime(value: unknown): Temporal.Instant | undefined {
  const isNumber = typeof value === "number" ||
    typeof value === "string" && /^[+-]?\d+(\.\d+)?$/.test(value) && !/^\d{8}$/.test(value);
  if (!isNumber) return typeof value === "string" ? isoTime(value) : undefined;
  const number = Number(value);
  const ms = Math.abs(number) > MOST_SECONDS ? number : number * 1000;
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return undefined;
  return inRange(Temporal.Instant.fromEpochMilliseconds(Math.round(ms)));
}

/** Returns the midnight of UTC with which windows begin: that of yesterday. */
export function windowStart(now: Temporal.Instant): Temporal.Instant {
  return now.toZonedDateTimeISO("UTC").startOfDay().subtract({ days: 1 }).toInstant();
}

/** Length of the periods of measurements. */
export const PERIOD_MS = 5 * MINUTE;

/** Returns a time without its zone, with microseconds only where it has some. */
export function naiveTime(time: Temporal.Instant): string {
  const text = time.toString({ smallestUnit: "microsecond" });
  return text.replace(/(\.000000)?Z$/, "");
}
