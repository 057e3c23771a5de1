import type { PropsWithChildren } from "hono/jsx";
import { type DayRow, dayTable } from "../../domain/forecasts/day_table.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { HOUR, MINUTE } from "../../domain/time/time.ts";
import { percent } from "../charts/scales.ts";
import type { Column } from "../ui/numbers.ts";
import { offset, periodClock } from "../ui/time.tsx";

/** The rows of the day's table, and the index of the one that the chart shows at first. */
export interface Values {
  rows: DayRow[];
  first: number;
}

export function valuesOf(day: SiteDay): Values {
  const rows = dayTable(day);
  return { rows, first: Math.max(0, firstRead(day, rows)) };
}

/** Returns the newest measured row while it is fresh, else the one for now; on other days the peak. */
function firstRead({ nowMs, current, forecastPeak, generationPeak }: SiteDay, rows: DayRow[]) {
  if (current?.source === "measured") {
    return rows.findLastIndex(({ generationKw }) => generationKw !== null);
  }
  const wanted = nowMs ?? (forecastPeak ?? generationPeak)?.startMs ?? 0;
  return rows.findLastIndex(({ startMs }) => startMs <= wanted);
}

/** Returns `12:30–12:45`; with the offset if clocks change that day, when an hour may occur twice. */
function periodText({ startMs, endMs }: DayRow, day: SiteDay): string {
  const text = periodClock(startMs, endMs, day.zone);
  const plain = day.endMs - day.startMs === 24 * HOUR;
  return plain ? text : `${text} ${offset(startMs, day.zone)}`;
}

interface ValuesProps {
  day: SiteDay;
  values: Values;
  column: Column;
}

/** Shows the key of the chart with the values at one time. sitecast.js updates them with the cursor. */
export function Reading({ day, values: { rows, first }, column }: ValuesProps) {
  const row = rows[first];
  if (!row) return null;
  return (
    <dl class="reading">
      <div>
        <dt class="visually-hidden">Time</dt>
        <dd data-cell="0">{periodText(row, day)}</dd>
      </div>
      <Key mark="generation" label="Actual" unit={column.unit}>
        <span data-cell="1">{column.text(row.generationKw)}</span>
      </Key>
      <Key mark="forecast" label="Forecast" unit={column.unit}>
        <span data-cell="2">{column.text(row.forecastKw)}</span>
      </Key>
      <Key mark="band" label="P10–P90" unit={column.unit}>
        <span data-cell="3">{column.text(row.p10Kw)}</span> to{" "}
        <span data-cell="4">{column.text(row.p90Kw)}</span>
      </Key>
      {day.baseline.length > 0 && (
        <Key mark="baseline" label="Baseline" unit={column.unit}>
          <span data-cell="5">{column.text(row.baselineKw)}</span>
        </Key>
      )}
    </dl>
  );
}

interface KeyProps {
  /** Class of the line or area in the chart. */
  mark: "generation" | "forecast" | "band" | "baseline";
  label: string;
  unit: string;
}

function Key({ mark, label, unit, children }: PropsWithChildren<KeyProps>) {
  return (
    <div class={`key ${mark}`}>
      <dt>{label}</dt>
      <dd>
        {children} <span class="unit">{unit}</span>
      </dd>
    </div>
  );
}

/** Returns the minutes of the day that have passed at an instant. */
const minuteOf = (ms: number, { startMs }: SiteDay) => Number(((ms - startMs) / MINUTE).toFixed(3));

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

export function ValuesTable({ day, values: { rows }, column }: ValuesProps) {
  const hasBaseline = day.baseline.length > 0;
  const hasFilled = rows.some(({ isFilled }) => isFilled);
  const middle = ({ startMs, endMs }: DayRow) =>
    percent(((startMs + endMs) / 2 - day.startMs) / (day.endMs - day.startMs) * 100);
  return (
    <table class="values">
      <caption>
        Mean power over each period, in {column.unit}
        {hasFilled && ". Filled: the model has no value there, and the baseline fills the gap"}
      </caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Actual</th>
          <th scope="col">Forecast</th>
          <th scope="col">P10</th>
          <th scope="col">P90</th>
          {hasBaseline && <th scope="col">Baseline</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            data-x={middle(row)}
            data-from={minuteOf(row.startMs, day)}
            data-to={minuteOf(row.endMs, day)}
          >
            <th scope="row">{periodText(row, day)}</th>
            <td>{column.text(row.generationKw)}</td>
            <td>
              {row.isFilled && (
                <>
                  <small>filled</small>
                  {" "}
                </>
              )}
              {column.text(row.forecastKw)}
            </td>
            <td>{column.text(row.p10Kw)}</td>
            <td>{column.text(row.p90Kw)}</td>
            {hasBaseline && <td>{column.text(row.baselineKw)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
