import { parseMoment } from "../read/moment.ts";
import { type NumberMarks, parseNumber } from "../read/number.ts";
import type { TimeForm } from "../reading.ts";
import type { SeenColumn } from "./columns.ts";
import type { Table } from "./table.ts";
import { periodTexts, type TimeColumns } from "./time_columns.ts";

/** The lines of one site and inverter that follow each other, as far as they have times. */
export interface Series {
  key: string;
  rows: string[][];
  /** Times of a clock, as if it were UTC, in milliseconds. */
  startMs: number[];
  /** Null where the file has no ends, NaN where a line has none. */
  endMs: number[] | null;
}

/** Returns the series of a table: of each part of the file, in the order of its lines. */
export function seriesOf(
  table: Table,
  times: TimeColumns,
  form: TimeForm,
  keys: readonly (SeenColumn | null)[],
): Series[] {
  return table.segments.flatMap((rows) => {
    const series = new Map<string, Series>();
    const { starts, ends } = periodTexts(rows, times);
    rows.forEach((row, i) => {
      const startMs = clockMsOf(starts[i]!, form);
      if (Number.isNaN(startMs)) return;
      const key = keys.map((column) => column ? row[column.index] ?? "" : "").join("\n");
      const own = series.get(key) ?? { key, rows: [], startMs: [], endMs: ends && [] };
      own.rows.push(row);
      own.startMs.push(startMs);
      own.endMs?.push(clockMsOf(ends![i]!, form));
      series.set(key, own);
    });
    return [...series.values()].map(inOrder);
  });
}

/** Returns a series with the oldest line first, as files have either that or the newest. */
function inOrder(series: Series): Series {
  const back = differences(series.startMs).filter((ms) => ms < 0).length;
  if (back <= series.rows.length / 2) return series;
  const { key, rows, startMs, endMs } = series;
  return {
    key,
    rows: rows.toReversed(),
    startMs: startMs.toReversed(),
    endMs: endMs && endMs.toReversed(),
  };
}

/** Returns what the clock shows, or the instant where an offset is written; NaN for other text. */
export function clockMsOf(text: string, form: TimeForm): number {
  const moment = parseMoment(text, form, "UTC");
  return typeof moment === "string" ? NaN : moment.ms;
}

/** Numbers by series and column: several rules look at the same ones. */
const known = new WeakMap<Series, Map<number, number[]>>();

/** Returns the numbers of a column in a series, whose marks are always the same; NaN where a line has none. */
export function numbersOf(series: Series, { index }: SeenColumn, marks: NumberMarks): number[] {
  const ofSeries = known.get(series) ?? new Map<number, number[]>();
  known.set(series, ofSeries);
  const before = ofSeries.get(index);
  if (before) return before;
  const numbers = series.rows.map((row) => {
    const number = parseNumber(row[index] ?? "", marks);
    return typeof number === "number" ? number : NaN;
  });
  ofSeries.set(index, numbers);
  return numbers;
}

/** Returns the commonest of some numbers above zero, and the share that it has of them. */
export function commonest(numbers: readonly number[]): { value: number; share: number } | null {
  const counts = new Map<number, number>();
  const some = numbers.filter((number) => number > 0);
  for (const number of some) counts.set(number, (counts.get(number) ?? 0) + 1);
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return best ? { value: best[0], share: best[1] / some.length } : null;
}

/** Returns the differences between the numbers of a list that follow each other. */
export const differences = (numbers: readonly number[]): number[] =>
  numbers.slice(1).map((number, i) => number - numbers[i]!);
