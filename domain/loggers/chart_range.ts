import { HOUR, MINUTE } from "../time/time.ts";
import { rangeOf } from "../time/shown_range.ts";
import { instantOfLocal } from "../time/local_time.ts";

/** How much time a chart of a logger shows: an hour or a day, week, month, year of its zone. */
export const CHART_VIEWS = ["hour", "day", "week", "month", "year"] as const;
export type ChartView = typeof CHART_VIEWS[number];

/** The time that a chart shows, [startMs, endMs), on the clock of a zone. */
export interface ChartRange {
  view: ChartView;
  zone: string;
  startMs: number;
  endMs: number;
}

const QUARTER = 15 * MINUTE;

/** Returns the range of a view that holds an instant. */
export function chartRange(view: ChartView, at: Temporal.Instant, zone: string): ChartRange {
  const zoned = at.toZonedDateTimeISO(zone);
  if (view === "hour") {
    // By the distance from the full hour, since a clock that is put back shows an hour twice.
    const startMs = zoned.epochMilliseconds -
      (zoned.minute * MINUTE + zoned.second * 1000 + zoned.millisecond);
    return { view, zone, startMs, endMs: startMs + HOUR };
  }
  const { first, last } = rangeOf(view, zoned.toPlainDate());
  const msOf = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).epochMilliseconds;
  return { view, zone, startMs: msOf(first), endMs: msOf(last.add({ days: 1 })) };
}

/** Returns the 60 minutes that end with the current minute: the hour of the clock has just begun. */
export function newestHour(now: Temporal.Instant, zone: string): ChartRange {
  const endMs = (Math.floor(now.epochMilliseconds / MINUTE) + 1) * MINUTE;
  return { view: "hour", zone, startMs: endMs - HOUR, endMs };
}

/** Returns the instant of a local day or time, or of an RFC 3339 text; undefined for other text. */
export function chartInstant(text: string, zone: string): Temporal.Instant | undefined {
  const local = instantOfLocal(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text, zone);
  if (local) return local;
  try {
    return Temporal.Instant.from(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Returns true for ranges that are drawn from readings, false for those from quarter hours. */
export function hasReadings({ view }: ChartRange): boolean {
  return view === "hour" || view === "day";
}

/** What one step of a chart, or one row of its table, is long. */
type Step = { minutes: number } | { hours: number } | { days: number };

const STEPS: Record<ChartView, { drawn: Step; row: Step }> = {
  hour: { drawn: { minutes: 1 }, row: { minutes: 1 } },
  day: { drawn: { minutes: 1 }, row: { minutes: 15 } },
  week: { drawn: { minutes: 15 }, row: { hours: 1 } },
  month: { drawn: { hours: 1 }, row: { hours: 6 } },
  year: { drawn: { days: 1 }, row: { days: 1 } },
};

/** Returns the edges of the steps that are drawn, in milliseconds: whole quarter hours past a day. */
export const drawnEdges = (range: ChartRange) => edges(range, STEPS[range.view].drawn);

/** Returns the edges of the rows of the table. */
export const rowEdges = (range: ChartRange) => edges(range, STEPS[range.view].row);

/** Returns edges by the clock of the zone: days of 23 and 25 hours are steps like others. */
function edges({ startMs, endMs, zone }: ChartRange, step: Step): number[] {
  if (!("days" in step)) {
    const length = "hours" in step ? step.hours * HOUR : step.minutes * MINUTE;
    const count = Math.ceil((endMs - startMs) / length);
    return [...Array.from({ length: count }, (_, at) => startMs + at * length), endMs];
  }
  const start = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(zone);
  const found = [startMs];
  for (let days = step.days; found.at(-1)! < endMs; days += step.days) {
    found.push(Math.min(endMs, start.add({ days }).epochMilliseconds));
  }
  return found;
}

/** Returns the quarter hour since 1970 that holds an instant. */
export const quarterOf = (ms: number) => Math.floor(ms / QUARTER);

/** Returns an instant in the range before (-1) or after (1). */
export function besideMs({ startMs, endMs }: ChartRange, step: -1 | 1): number {
  return step < 0 ? startMs - 1 : endMs;
}
