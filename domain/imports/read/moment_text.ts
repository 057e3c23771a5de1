import type { Moment } from "../reading.ts";
import { periodText } from "./period_cell.ts";

/** The columns of the start of periods, and those of their ends. */
interface TimeColumns {
  time: Pick<Moment, "columns">;
  end_time: Pick<Moment, "columns"> | null;
}

/** The texts of a line's times. */
export interface TimeTexts {
  start: string;
  end: string | null;
  /** Whether the end has the date of the start: 00:00 is the end of that day then. */
  isDateOfStart: boolean;
}

/** Returns whether start and end of a period stand in the same cells, as in "13:00 - 13:15". */
export const isOneCell = ({ time, end_time }: TimeColumns): boolean =>
  end_time !== null && end_time.columns.join() === time.columns.join();

/** Returns what the cells of a time hold: a date and its time of day joined by a blank. */
export function momentText(cells: readonly string[], { columns }: Pick<Moment, "columns">): string {
  const [first, second] = columns;
  return second === undefined ? cells[first!]! : `${cells[first!]} ${cells[second]}`;
}

/** Returns the texts of the start and the end of a line's period. */
export function timesOf(cells: readonly string[], columns: TimeColumns): TimeTexts {
  const { time, end_time } = columns;
  const start = momentText(cells, time);
  if (!end_time) return { start, end: null, isDateOfStart: false };
  if (!isOneCell(columns)) {
    const isDateOfStart = end_time.columns.length === 2 && end_time.columns[0] === time.columns[0];
    return { start, end: momentText(cells, end_time), isDateOfStart };
  }
  const period = periodText(start);
  if (!period) return { start, end: start, isDateOfStart: false };
  return { start: period.start, end: period.end, isDateOfStart: !period.hasOwnDate };
}
