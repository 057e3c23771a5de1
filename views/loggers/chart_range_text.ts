import type { ChartRange } from "../../domain/loggers/chart_range.ts";
import { date, monthAndYear, shortDate } from "../ui/day_text.ts";
import { clock, longDay, offset } from "../ui/time.tsx";

/** Returns the time that a chart shows in words: `Sunday 29 November 2026, 14:00–15:00`. */
export function rangeTitle({ view, startMs, endMs, zone }: ChartRange): string {
  const dayAt = (ms: number) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate();
  const day = dayAt(startMs);
  switch (view) {
    case "hour": {
      const isTwice = offset(startMs - 36e5, zone) !== offset(endMs + 36e5, zone);
      const times = `${clock(startMs, zone)}–${clock(endMs, zone)}`;
      return `${longDay(day)}, ${times}${isTwice ? ` (${offset(startMs, zone)})` : ""}`;
    }
    case "day":
      return longDay(day);
    case "week":
      return `${shortDate(day)} to ${date(dayAt(endMs - 1))}`;
    case "month":
      return monthAndYear(day);
    case "year":
      return String(day.year);
  }
}
