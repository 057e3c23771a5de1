import { raw } from "hono/html";
import { type ChartLine, rowMeans } from "../../domain/loggers/chart_line.ts";
import { type ChartRange, rowEdges } from "../../domain/loggers/chart_range.ts";
import { variableLabel } from "../../domain/loggers/variable_label.ts";
import { MINUTE } from "../../domain/time/time.ts";
import { percent } from "../charts/scales.ts";
import { shortDay, shortWeekday } from "../ui/day_text.ts";
import { clock, offset } from "../ui/time.tsx";
import { numberText } from "./value_text.ts";

/** A row of the table: the means of all lines over [startMs, endMs). */
export interface ChartRow {
  startMs: number;
  endMs: number;
  label: string;
  means: (number | null)[];
}

/** Returns the rows of a chart by its own steps of time. */
export function chartRows(lines: readonly ChartLine[], range: ChartRange): ChartRow[] {
  const edges = rowEdges(range);
  const columns = lines.map((line) => rowMeans(line, edges));
  return edges.slice(1).map((endMs, at) => ({
    startMs: edges[at]!,
    endMs,
    label: rowLabel(edges[at]!, range),
    means: columns.map((means) => means[at]!),
  }));
}

/** Returns the start of a row as its range needs it; with the offset where clocks change. */
function rowLabel(ms: number, { view, zone, startMs, endMs }: ChartRange): string {
  const day = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  if (view === "year") return shortDay(day);
  const isChanging = offset(startMs, zone) !== offset(endMs, zone);
  const time = clock(ms, zone) + (isChanging ? ` ${offset(ms, zone)}` : "");
  if (view === "week") return `${shortWeekday(day)} ${time}`;
  return view === "month" ? `${shortDay(day)}, ${time}` : time;
}

interface TableProps {
  lines: readonly ChartLine[];
  rows: readonly ChartRow[];
  range: ChartRange;
}

export function ChartTable({ lines, rows, range }: TableProps) {
  return (
    <table class="values">
      <caption>Means from each time to the next, a dash where nothing is known</caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          {lines.map(({ variable }) => (
            <th scope="col">
              <bdi>{variableLabel(variable)}</bdi>
              {variable.unit && ` (${variable.unit})`}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{raw(rows.map((row) => rowMarkup(row, range)).join(""))}</tbody>
    </table>
  );
}

/** Returns the minutes from the start of the range. */
const minuteOf = (ms: number, { startMs }: ChartRange) => (ms - startMs) / MINUTE;

/** Returns a row as markup of figures and times alone: a year has 365, slow as elements. */
function rowMarkup({ startMs, endMs, label, means }: ChartRow, range: ChartRange): string {
  const middle = ((startMs + endMs) / 2 - range.startMs) / (range.endMs - range.startMs);
  const [from, to] = [startMs, endMs].map((ms) => minuteOf(ms, range));
  const cells = means.map((mean) => `<td>${mean === null ? "–" : numberText(mean)}</td>`).join("");
  return `<tr data-x="${percent(middle * 100)}" data-from="${from}" data-to="${to}">` +
    `<th scope="row">${label}</th>${cells}</tr>`;
}

/** Chooses the row whose values are shown, also by keyboard. Without JavaScript it is hidden. */
export function ChartSlider({ rows, range }: Omit<TableProps, "lines">) {
  const first = shownRow(rows);
  const step = Math.min(...rows.map(({ startMs, endMs }) => endMs - startMs)) / MINUTE;
  return (
    <input
      type="range"
      id="time-slider"
      class="time-slider"
      min="0"
      max={minuteOf(range.endMs, range) - step}
      step={step}
      value={minuteOf(first.startMs, range)}
      data-start={range.startMs}
      data-zone={range.zone}
      aria-label="Time of the values shown"
      aria-valuetext={first.label}
    />
  );
}

/** Returns the last row that has a value, whose values are shown at first. */
export function shownRow(rows: readonly ChartRow[]): ChartRow {
  return rows.findLast(({ means }) => means.some((mean) => mean !== null)) ?? rows[0]!;
}
