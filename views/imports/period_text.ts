import type { PreviewRow } from "../../domain/imports/import.ts";
import { dayOf, milliseconds } from "../../domain/time/time.ts";
import { date } from "../ui/day_text.ts";
import { offset, periodClock } from "../ui/time.tsx";

/**
 * Says when a row is: `29 March 2026, 06:00–06:15`; with the offset on a day on which clocks change,
 * when an hour may occur twice.
 */
export function periodText(
  { start_utc, end_utc }: Pick<PreviewRow, "start_utc" | "end_utc">,
  zone: string,
): string {
  const [startMs, endMs] = [milliseconds(start_utc), milliseconds(end_utc)];
  const day = dayOf(Temporal.Instant.fromEpochMilliseconds(startMs), zone);
  const text = `${date(day)}, ${periodClock(startMs, endMs, zone)}`;
  const isPlain = day.toZonedDateTime(zone).hoursInDay === 24;
  return isPlain ? text : `${text} (${offset(startMs, zone)})`;
}

/** Returns a power as it will be stored, to a watt: `1.234 kW`. */
export function exactPower(kw: number): string {
  return `${Number(kw.toFixed(3))} kW`;
}
