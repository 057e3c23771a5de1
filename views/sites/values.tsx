import { raw } from "hono/html";
import { type DayRow, dayTable } from "../../domain/forecasts/day_table.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { slotMinutes, slotTable } from "../../domain/forecasts/slot_table.ts";
import { dayOf, HOUR, MINUTE } from "../../domain/time/time.ts";
import { isOneDay } from "../charts/axis.tsx";
import type { LineNames } from "../charts/day_chart_props.ts";
import { percent } from "../charts/scales.ts";
import type { Column } from "../ui/numbers.ts";
import { shortWeekday } from "../ui/day_text.ts";
import { offset, periodClock } from "../ui/time.tsx";

/** The rows of the day's table, and the index of the one that the chart shows at first. */
export interface Values {
  rows: DayRow[];
  first: number;
}

/** Returns the rows of a day as they are, and those of several days as means. */
export function valuesOf(day: SiteDay): Values {
  const rows = day.days > 1 ? slotTable(day) : dayTable(day);
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

/**
 * Returns `12:30–12:45`; with the weekday where several days are shown, and with the offset if
 * clocks change that day, when an hour may occur twice.
 */
export function periodText({ startMs, endMs }: DayRow, day: SiteDay): string {
  const text = periodClock(startMs, endMs, day.zone);
  if (isOneDay(day)) {
    const plain = day.endMs - day.startMs === 24 * HOUR;
    return plain ? text : `${text} ${offset(startMs, day.zone)}`;
  }
  const own = dayOf(Temporal.Instant.fromEpochMilliseconds(startMs), day.zone);
  return `${shortWeekday(own)} ${text}`;
}

export interface ValuesProps {
  day: SiteDay;
  values: Values;
  column: Column;
  names?: LineNames;
}

/** Returns the minutes of the day that have passed at an instant. */
export const minuteOf = (ms: number, { startMs }: SiteDay) =>
  Number(((ms - startMs) / MINUTE).toFixed(3));

/** Says that rows are means, also those of P10 and P90, and where there is none. */
function slotText(day: SiteDay): string {
  const slot = slotMinutes(day) === 60 ? "hour" : "half hour";
  return `Means over each ${slot}, a dash where less than 90 % of it is known`;
}

export function ValuesTable({ day, values: { rows }, column, names }: ValuesProps) {
  const hasBaseline = day.baseline.length > 0;
  const hasCompared = day.compared.length > 0;
  const hasFilled = rows.some(({ isFilled }) => isFilled);
  return (
    <table class="values">
      <caption>
        {day.days > 1 ? slotText(day) : "Mean power over each period"}, in {column.unit}
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
          {hasCompared && <th scope="col">{names?.compared ?? "Compared"}</th>}
        </tr>
      </thead>
      <tbody>{raw(rows.map((row) => rowMarkup(row, day, column)).join(""))}</tbody>
    </table>
  );
}

/** Returns a row as markup of figures and times alone: a page has a hundred, slow as elements. */
function rowMarkup(row: DayRow, day: SiteDay, { text }: Column): string {
  const { startMs, endMs } = row;
  const share = ((startMs + endMs) / 2 - day.startMs) / (day.endMs - day.startMs);
  const filled = row.isFilled ? "<small>filled</small> " : "";
  const cells = [
    text(row.generationKw),
    filled + text(row.forecastKw),
    text(row.p10Kw),
    text(row.p90Kw),
    ...day.baseline.length > 0 ? [text(row.baselineKw)] : [],
    ...day.compared.length > 0 ? [text(row.comparedKw)] : [],
  ];
  const from = `data-from="${minuteOf(startMs, day)}" data-to="${minuteOf(endMs, day)}"`;
  return `<tr data-x="${percent(share * 100)}" ${from}><th scope="row">${
    periodText(row, day)
  }</th><td>${cells.join("</td><td>")}</td></tr>`;
}
