import { asSent } from "../../time/time_text.ts";
import { HOUR, MINUTE } from "../../time/time.ts";
import { rearm } from "../../formula_cells.ts";
import type { LeftOutLine } from "../read_rows.ts";
import type { Moment, Reading, Unit } from "../reading.ts";
import { ClockOrder } from "./clock_order.ts";
import { type MomentFault, parseMoment } from "./moment.ts";
import { momentText, timesOf, type TimeTexts } from "./moment_text.ts";
import { parseNumber } from "./number.ts";
import type { TableRow } from "./records.ts";
import { leftOut, type Row } from "./row.ts";

/** To kW or kWh. */
export const FACTORS: Record<Unit, number> = {
  W: 0.001,
  kW: 1,
  MW: 1000,
  Wh: 0.001,
  kWh: 1,
  MWh: 1000,
};
/** Sites and inverters of a file; each is remembered while it is read. */
const MOST_SERIES = 10_000;

/** Reads times and values of rows by a reading. */
export class RowReader {
  readonly #reading: Reading;
  /** Columns that are read, in the order in which they are listed for a line left out. */
  readonly #columns: number[];
  readonly #orders = new Map<string, ClockOrder>();

  constructor(reading: Reading) {
    this.#reading = reading;
    const { time, end_time, value_columns, inverter_column, site_column } = reading;
    const named = [site_column, inverter_column].filter((column) => column !== null);
    const times = [...time.columns, ...end_time?.columns ?? []];
    this.#columns = [...new Set([...times, ...value_columns, ...named])];
  }

  /** Returns what a row says, or why it brings nothing. */
  read({ line, cells }: TableRow): Row | LeftOutLine {
    const read = this.#columns.map((column) => cells[column]?.trim() ?? "");
    const at = { line, cells: read };
    if (cells.every((cell) => cell.trim() === "")) return leftOut(at, "empty", "An empty line.");
    const missing = this.#columns.find((column) => column >= cells.length);
    if (missing !== undefined) return tooFewCells(at, cells.length, missing);
    const times = timesOf(cells, this.#reading);
    const isEnd = this.#reading.label === "end" && times.end === null;
    const instants = this.#moment(times.start, this.#reading.time, isEnd);
    if (typeof instants === "string") return wrongTime(at, instants, cells, this.#reading.time);
    const site = this.#named(cells, this.#reading.site_column);
    if (site === "") return leftOut(at, "no_site", "The column of the site is empty.");
    const inverter = this.#named(cells, this.#reading.inverter_column) ?? "";
    const order = this.#orderOf(`${site}\0${inverter}`);
    if (!order) return leftOut(at, "no_site", `More than ${MOST_SERIES} sites and inverters.`);
    const row: Row = {
      ...at,
      site,
      inverter,
      ms: order.next(instants),
      endMs: null,
      ...this.#values(cells),
    };
    return this.#withEnd(row, cells, times);
  }

  #moment(text: string, { form }: Moment, isEnd: boolean) {
    return parseMoment(text, form, this.#reading.zone, { isEnd });
  }

  #named(cells: string[], column: number | null): string | null {
    return column === null ? null : rearm(cells[column]!.trim());
  }

  #orderOf(series: string): ClockOrder | undefined {
    const known = this.#orders.get(series);
    if (known || this.#orders.size >= MOST_SERIES) return known;
    const order = new ClockOrder(this.#reading.step_minutes * MINUTE);
    this.#orders.set(series, order);
    return order;
  }

  #values(cells: string[]): Pick<Row, "values" | "fault" | "faultText"> {
    const { value_columns, unit } = this.#reading;
    let [fault, faultText]: [Row["fault"], string] = [null, ""];
    const values = value_columns.map((column) => {
      const value = parseNumber(cells[column]!, this.#reading);
      if (typeof value === "number") return value * FACTORS[unit];
      if (fault === null) [fault, faultText] = [value, cells[column]!.trim()];
      return NaN;
    });
    return { values, fault, faultText };
  }

  /** Adds the end that the file has beside the start: the first such time after the start. */
  #withEnd(row: Row, cells: string[], { end, isDateOfStart }: TimeTexts): Row | LeftOutLine {
    const { end_time, is_end_inclusive } = this.#reading;
    if (!end_time || end === null) return row;
    const instants = this.#moment(end, end_time, true);
    if (typeof instants === "string") return wrongTime(row, instants, cells, end_time);
    const { ms, laterMs } = instants;
    let endMs = ms > row.ms || laterMs === null ? ms : laterMs;
    if (is_end_inclusive) endMs += endMs % MINUTE === 0 ? MINUTE : MINUTE - endMs % MINUTE;
    // 00:00 beside the date of the start is the end of that day.
    if (isDateOfStart && endMs <= row.ms) endMs += 24 * HOUR;
    if (endMs <= row.ms) return leftOut(row, "not_a_time", "The end is not after the start.");
    return { ...row, endMs };
  }
}

type At = { line: number; cells: string[] };

/** Leaves out a line that lacks a column. */
export function tooFewCells(at: At, count: number, missing: number): LeftOutLine {
  const message = `The line has ${count} cells; column ${missing + 1} is missing.`;
  return leftOut(at, "too_few_cells", message);
}

/** Leaves out a line whose time is none, or does not exist. */
export function wrongTime(
  at: At,
  fault: MomentFault,
  cells: string[],
  moment: Moment,
): LeftOutLine {
  const text = asSent(momentText(cells.map((cell) => cell.trim()), moment).trim());
  if (fault === "empty") return leftOut(at, "not_a_time", "The line has no time.");
  if (fault === "not_a_time") return leftOut(at, fault, `${text} is not a time as the others are.`);
  const message = `${text} does not exist: clocks were put forward over it.`;
  return leftOut(at, fault, message);
}
