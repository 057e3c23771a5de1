import { clockTime, dayOf, HOUR, MINUTE, utcText } from "../../domain/time/time.ts";

const instant = Temporal.Instant.fromEpochMilliseconds;

/** Returns the time of day in the site's zone: `14:10`. */
export function clock(ms: number, zone: string): string {
  return clockTime(instant(ms), zone);
}

/**
 * Returns a period as `12:30–12:45`. Its end is on the clock of its start, so that half an hour reads
 * as half an hour where clocks change, too.
 */
export function periodClock(startMs: number, endMs: number, zone: string): string {
  const start = instant(startMs).toZonedDateTimeISO(zone).toPlainTime();
  const end = start.add({ milliseconds: endMs - startMs });
  return [start, end].map((time) => time.toString({ smallestUnit: "minute" })).join("–");
}

/** Shows a time as `14:10`, or as `20 Nov, 14:10` if it is not on the day of the page. */
export function Moment({ ms, zone, day }: { ms: number; zone: string; day: Temporal.PlainDate }) {
  const own = dayOf(instant(ms), zone);
  const date = own.equals(day) ? "" : `${shortDay(own)}, `;
  return <time datetime={utcText(ms)}>{date}{clock(ms, zone)}</time>;
}

/** Returns a day as `Saturday 21 November 2026`. */
export function longDay(day: Temporal.PlainDate): string {
  const weekday = day.toLocaleString("en-GB", { weekday: "long" });
  const date = day.toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return `${weekday} ${date}`;
}

/** Returns a day as `21 Nov`. */
export function shortDay(day: Temporal.PlainDate): string {
  return day.toLocaleString("en-GB", { day: "numeric", month: "short" });
}

/** Returns a duration in one unit, rounded down: `12 min`, `5 h`, `3 days`. */
export function age(ms: number): string {
  if (ms < HOUR) return `${Math.max(0, Math.floor(ms / MINUTE))} min`;
  const hours = Math.floor(ms / HOUR);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

/** Returns the offset of a zone at an instant: `UTC+4`, `UTC+5:45`, `UTC−3`. */
export function offset(ms: number, zone: string): string {
  const [hours = "", minutes = ""] = instant(ms).toZonedDateTimeISO(zone).offset.split(":");
  const sign = hours.startsWith("-") ? "−" : "+";
  return `UTC${sign}${Number(hours.slice(1))}${minutes === "00" ? "" : `:${minutes}`}`;
}

/** Returns a zone with its offset, `Europe/London, UTC+0`; both offsets if clocks change that day. */
export function zoneName(zone: string, startMs: number, endMs: number): string {
  const [first, last] = [offset(startMs, zone), offset(endMs, zone)];
  return first === last ? `${zone}, ${first}` : `${zone}, ${first}, later ${last}`;
}
