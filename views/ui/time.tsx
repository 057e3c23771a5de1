import { dayOf, HOUR, MINUTE, utcText } from "../../domain/time/time.ts";
import { clockMs, clockText, offsetMs } from "../../domain/time/zone_clock.ts";
import { date, shortDay, weekday } from "./day_text.ts";

const instant = Temporal.Instant.fromEpochMilliseconds;

/** Returns the time of day in the site's zone: `14:10`. */
export function clock(ms: number, zone: string): string {
  return clockText(clockMs(ms, zone));
}

/**
 * Returns a period as `12:30–12:45`. Its end is on the clock of its start, so that half an hour reads
 * as half an hour where clocks change, too.
 */
export function periodClock(startMs: number, endMs: number, zone: string): string {
  const start = clockMs(startMs, zone);
  return `${clockText(start)}–${clockText(start + endMs - startMs)}`;
}

/** Shows a time as `14:10`, or as `20 Nov, 14:10` if it is not on the day of the page. */
export function Moment({ ms, zone, day }: { ms: number; zone: string; day: Temporal.PlainDate }) {
  const own = dayOf(instant(ms), zone);
  const other = own.equals(day) ? "" : `${shortDay(own)}, `;
  return <time datetime={utcText(ms)}>{other}{clock(ms, zone)}</time>;
}

/** Returns a day as `Saturday 21 November 2026`. */
export function longDay(day: Temporal.PlainDate): string {
  return `${weekday(day)} ${date(day)}`;
}

/** Returns a duration in one unit, rounded down: `12 min`, `5 h`, `3 days`. */
export function age(ms: number): string {
  if (ms < HOUR) return `${Math.max(0, Math.floor(ms / MINUTE))} min`;
  const hours = Math.floor(ms / HOUR);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

/** Returns the offset of a zone at an instant: `UTC+4`, `UTC+5:45`, `UTC−3`. */
export function offset(ms: number, zone: string): string {
  const ahead = offsetMs(ms, zone);
  const minutes = Math.floor(Math.abs(ahead) / MINUTE);
  const rest = minutes % 60 === 0 ? "" : `:${String(minutes % 60).padStart(2, "0")}`;
  return `UTC${ahead < 0 ? "−" : "+"}${Math.floor(minutes / 60)}${rest}`;
}

/** Returns a zone with its offset, `Europe/London, UTC+0`; both offsets if clocks change that day. */
export function zoneName(zone: string, startMs: number, endMs: number): string {
  const [first, last] = [offset(startMs, zone), offset(endMs, zone)];
  return first === last ? `${zone}, ${first}` : `${zone}, ${first}, later ${last}`;
}
