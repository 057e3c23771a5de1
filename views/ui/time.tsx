import { clockTime, dayOf, HOUR, MINUTE, utcText } from "../../domain/time/time.ts";

const instant = Temporal.Instant.fromEpochMilliseconds;

/** `14:10` in the site's zone. */
export function clock(ms: number, zone: string): string {
  return clockTime(instant(ms), zone);
}

/** `14:10`, or `20 Nov, 14:10` when that is another day than the one on the page. */
export function Moment({ ms, zone, day }: { ms: number; zone: string; day: Temporal.PlainDate }) {
  const own = dayOf(instant(ms), zone);
  const date = own.equals(day) ? "" : `${shortDay(own)}, `;
  return <time datetime={utcText(ms)}>{date}{clock(ms, zone)}</time>;
}

/** `Saturday 21 November 2026`. */
export function longDay(day: Temporal.PlainDate): string {
  const weekday = day.toLocaleString("en-GB", { weekday: "long" });
  const date = day.toLocaleString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return `${weekday} ${date}`;
}

/** `21 Nov`. */
export function shortDay(day: Temporal.PlainDate): string {
  return day.toLocaleString("en-GB", { day: "numeric", month: "short" });
}

/** `12 min`, `5 h`, `3 days`. */
export function age(ms: number): string {
  if (ms < HOUR) return `${Math.max(0, Math.floor(ms / MINUTE))} min`;
  const hours = Math.floor(ms / HOUR);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

/** `UTC+4`, `UTC+5:45`, `UTC−3`. */
export function offset(ms: number, zone: string): string {
  const [hours = "", minutes = ""] = instant(ms).toZonedDateTimeISO(zone).offset.split(":");
  const sign = hours.startsWith("-") ? "−" : "+";
  return `UTC${sign}${Number(hours.slice(1))}${minutes === "00" ? "" : `:${minutes}`}`;
}

/** `Europe/London, UTC+0`; where clocks change on the day both offsets. */
export function zoneName(zone: string, startMs: number, endMs: number): string {
  const [first, last] = [offset(startMs, zone), offset(endMs, zone)];
  return first === last ? `${zone}, ${first}` : `${zone}, ${first}, later ${last}`;
}
