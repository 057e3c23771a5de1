import type { ChartRange } from "../../domain/loggers/chart_range.ts";
import { MINUTE } from "../../domain/time/time.ts";
import {
  type ChartScales,
  leftOf,
  percent,
  PLOT,
  PLOT_HEIGHT,
  PLOT_TOP,
  topOf,
} from "../charts/scales.ts";
import { shortMonth, shortWeekday } from "../ui/day_text.ts";
import { clock, zoneName } from "../ui/time.tsx";
import { numberText } from "./value_text.ts";

interface Mark {
  ms: number;
  label: string;
  /** Whether it is labelled on narrow screens, too. */
  major: boolean;
}

/** Draws grid lines, and writes their values to the left of the plot with the unit on top. */
export function ValueAxis({ scales, unit }: { scales: ChartScales; unit: string | null }) {
  return (
    <g class="power-axis">
      {scales.grid.map((value) => (
        <>
          <line
            class={value === 0 ? "zero" : "grid"}
            x2="100%"
            y1={topOf(value, scales)}
            y2={topOf(value, scales)}
          />
          <text x="-8" y={topOf(value, scales)} dy="4" text-anchor="end">{numberText(value)}</text>
        </>
      ))}
      <text x="-8" y={percent(PLOT_TOP)} dy="-12" text-anchor="end">{unit ?? ""}</text>
    </g>
  );
}

/** Labels times on the clock of the zone, which is named below. */
export function RangeAxis({ range, scales }: { range: ChartRange; scales: ChartScales }) {
  const bottom = percent(PLOT_TOP + PLOT_HEIGHT);
  const marks = rangeMarks(range);
  return (
    <g class="time-axis">
      {marks.map(({ ms, label, major }) => (
        <text
          class={major ? undefined : "minor"}
          x={leftOf(ms, scales)}
          y={bottom}
          dy="18"
          text-anchor={anchorOf(ms, range)}
        >
          {label}
        </text>
      ))}
      <text class="zone" x="50%" y={bottom} dy="38" text-anchor="middle">
        {zoneName(range.zone, range.startMs, range.endMs)}
      </text>
    </g>
  );
}

/** Ends the label of the last time at the edge of the chart, beside which there may be no room. */
function anchorOf(ms: number, { startMs, endMs }: ChartRange): string {
  return endMs - ms < (endMs - startMs) / 24 ? "end" : "middle";
}

/** Draws a tick at each labelled time, in the coordinates of the plot. */
export function RangeTicks({ range, scales }: { range: ChartRange; scales: ChartScales }) {
  const d = rangeMarks(range).map(({ ms }) => `M${scales.x(ms).toFixed(1)},${PLOT.height}v6`);
  return <path class="tick" d={d.join("")} vector-effect="non-scaling-stroke" />;
}

/** Returns the times that are labelled: minutes, hours, days, weeks or months. */
export function rangeMarks({ view, startMs, endMs, zone }: ChartRange): Mark[] {
  const start = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(zone);
  const every = (
    count: number,
    step: Temporal.DurationLike,
    label: (at: Temporal.ZonedDateTime) => string,
  ) =>
    Array.from({ length: count }, (_, index) => {
      const at = start.add(times(step, index));
      return { ms: at.epochMilliseconds, label: label(at), major: index % 2 === 0 };
    }).filter(({ ms }) => ms <= endMs);
  switch (view) {
    case "hour":
      return hourMarks(start, endMs);
    case "day":
      return dayMarks(start, endMs);
    case "week":
      return every(7, { days: 1 }, (at) => `${shortWeekday(at)} ${at.day}`);
    case "month":
      return every(5, { days: 7 }, (at) => `${at.day} ${shortMonth(at)}`);
    case "year":
      return every(12, { months: 1 }, (at) => shortMonth(at));
  }
}

const times = (step: Temporal.DurationLike, count: number) =>
  Object.fromEntries(Object.entries(step).map(([unit, number]) => [unit, number * count]));

/** Returns each ten minutes of the clock within an hour that may begin at any minute. */
function hourMarks(start: Temporal.ZonedDateTime, endMs: number): Mark[] {
  const tens = Math.ceil(start.minute / 10);
  const firstMs = start.epochMilliseconds + (10 * tens - start.minute) * MINUTE;
  return Array.from({ length: 7 }, (_, index) => {
    const ms = firstMs + index * 10 * MINUTE;
    return { ms, label: clock(ms, start.timeZoneId), major: (tens + index) % 2 === 0 };
  }).filter(({ ms }) => ms <= endMs);
}

/** Returns 00:00, 03:00 … 24:00 by the clock, without hours that it skips. */
function dayMarks(start: Temporal.ZonedDateTime, endMs: number): Mark[] {
  const marks = [0, 3, 6, 9, 12, 15, 18, 21].flatMap((hour) => {
    const at = start.withPlainTime({ hour });
    const label = `${String(hour).padStart(2, "0")}:00`;
    return at.hour === hour ? [{ ms: at.epochMilliseconds, label, major: hour % 6 === 0 }] : [];
  });
  return [...marks, { ms: endMs, label: "24:00", major: true }];
}
