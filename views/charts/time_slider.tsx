import type { DayRow } from "../../domain/forecasts/day_table.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { minuteOf, periodText, type ValuesProps } from "../sites/values.tsx";

/** Returns the longest step, in whole minutes up to 60, that stops at the start of every row. */
export function sliderStep(day: SiteDay, rows: readonly DayRow[]): number {
  const divisor = (a: number, b: number): number => b === 0 ? a : divisor(b, a % b);
  const edges = rows.flatMap(({ startMs, endMs }) => [startMs, endMs]);
  return [...edges, day.endMs].map((ms) => Math.floor(minuteOf(ms, day))).reduce(divisor, 60);
}

/**
 * Chooses the time of the values shown, also by keyboard: it moves by time, over gaps as well.
 * Without JavaScript it is hidden.
 */
export function TimeSlider({ day, values: { rows, first } }: Omit<ValuesProps, "column">) {
  const row = rows[first];
  const step = sliderStep(day, rows);
  return row && (
    <input
      type="range"
      id="time-slider"
      class="time-slider"
      min="0"
      max={minuteOf(day.endMs, day) - step}
      step={step}
      value={Math.floor(minuteOf(row.startMs, day))}
      data-start={day.startMs}
      data-zone={day.zone}
      aria-label="Time of the values shown"
      aria-valuetext={periodText(row, day)}
    />
  );
}
