import { rearm } from "../../formula_cells.ts";
import { asSent } from "../../time/time_text.ts";
import { MINUTE } from "../../time/time.ts";
import type { LeftOutLine, LeftOutReason } from "../read_rows.ts";
import { parseNumber } from "../read/number.ts";
import type { TableRow } from "../read/records.ts";
import { leftOut } from "../read/row.ts";
import { FACTORS, tooFewCells, wrongTime } from "../read/row_reader.ts";
import type { ForecastRow } from "./forecast_row.ts";
import { type ReadingOfForecasts, RunTimes, type TimesFault } from "./run_times.ts";

/** Milliwatts: below that, numbers tell how a computer counts. */
const MICRO = 1e6;
const MOST_NAME = 255;
const MOST_VERSION = 32;

type At = { line: number; cells: string[] };
type Fault = { reason: LeftOutReason; message: string };

/** Reads the values of runs from rows by a reading. */
export class ForecastRowReader {
  readonly #reading: ReadingOfForecasts;
  /** Columns that are read, in the order in which they are listed for a line left out. */
  readonly #columns: number[];
  readonly #times: RunTimes;

  constructor(reading: ReadingOfForecasts) {
    this.#reading = reading;
    this.#columns = columnsOf(reading);
    this.#times = new RunTimes(reading);
  }

  /** Returns the value that a row has, or why it brings none. */
  read({ line, cells }: TableRow): ForecastRow | LeftOutLine {
    const at: At = { line, cells: this.#columns.map((column) => cells[column]?.trim() ?? "") };
    if (cells.every((cell) => cell.trim() === "")) return leftOut(at, "empty", "An empty line.");
    const missing = this.#columns.find((column) => column >= cells.length);
    if (missing !== undefined) return tooFewCells(at, cells.length, missing);
    const names = this.#names(cells);
    if ("reason" in names) return leftOut(at, names.reason, names.message);
    const { horizonMs, ...values } = this.#values(cells);
    if (values.fault) return leftOut(at, values.fault.reason, values.fault.message);
    const times = this.#times.read({ ...names, cells, horizonMs });
    if ("fault" in times) return this.#withoutTime(at, times, cells);
    const { powerKw, p10Kw, p90Kw } = this.#powers(values, times);
    return {
      ...{ line, ...names, ...times, powerKw, p10Kw, p90Kw },
      horizonMinutes: horizonMs === null ? null : Math.round(horizonMs / MINUTE),
    };
  }

  #names(cells: string[]): { site: string | null; model: string; version: string } | Fault {
    const { site_column, forecast } = this.#reading;
    const { model_column, version_column, model_name, model_version } = forecast;
    const named = (column: number | null) => column === null ? null : rearm(cells[column]!.trim());
    const site = named(site_column);
    const model = named(model_column) ?? model_name;
    const version = named(version_column) ?? model_version;
    if (site === "") return { reason: "no_site", message: "The column of the site is empty." };
    if (model === "") return { reason: "no_model", message: "The line names no model." };
    if (model.length > MOST_NAME || version.length > MOST_VERSION) {
      const message = `A model has at most ${MOST_NAME} characters, a version ${MOST_VERSION}.`;
      return { reason: "no_model", message };
    }
    return { site, model, version };
  }

  /** Returns the numbers of a line, P-levels that are empty as null, with the first that is none. */
  #values(cells: string[]) {
    const { value_columns, forecast } = this.#reading;
    const { horizon_column, horizon_unit, p10_column, p90_column } = forecast;
    let fault: Fault | null = null;
    const number = (column: number | null, isNeeded = false): number | null => {
      if (column === null) return null;
      const value = parseNumber(cells[column]!, this.#reading);
      if (typeof value === "number") return value;
      if (value !== "empty") fault ??= notANumber(value, cells[column]!);
      else if (isNeeded) fault ??= { reason: "empty", message: "The cell of the power is empty." };
      return null;
    };
    const power = number(value_columns[0]!, true) ?? NaN;
    const [p10, p90] = [number(p10_column), number(p90_column)];
    const horizon = number(horizon_column);
    const unitMs = horizon_unit === "hours" ? 60 * MINUTE : MINUTE;
    return {
      power,
      p10,
      p90,
      horizonMs: horizon && horizon * unitMs,
      fault: fault as Fault | null,
    };
  }

  /** Returns powers in kW; energies become the mean power of their period. */
  #powers(
    { power, p10, p90 }: { power: number; p10: number | null; p90: number | null },
    { startMs, endMs }: { startMs: number; endMs: number },
  ) {
    const { unit } = this.#reading;
    const hours = unit.endsWith("Wh") ? (endMs - startMs) / (60 * MINUTE) : 1;
    const kw = (value: number) => Math.round(value * FACTORS[unit] / hours * MICRO) / MICRO;
    return { powerKw: kw(power), p10Kw: p10 && kw(p10), p90Kw: p90 && kw(p90) };
  }

  #withoutTime(at: At, { fault, moment }: TimesFault, cells: string[]): LeftOutLine {
    if (fault === "no_horizon") return leftOut(at, "not_a_time", "The line has no horizon.");
    if (fault === "no_period") {
      return leftOut(at, "not_a_time", "The end is not after the start.");
    }
    return wrongTime(at, fault, cells, moment);
  }
}

function notANumber(reason: "not_finite" | "not_a_number", cell: string): Fault {
  return { reason, message: `${asSent(cell.trim())} is not a number.` };
}

function columnsOf(reading: ReadingOfForecasts): number[] {
  const { time, end_time, site_column, value_columns, forecast } = reading;
  const { run_time, horizon_column, p10_column, p90_column, model_column, version_column } =
    forecast;
  const times = [...run_time?.columns ?? [], ...time.columns, ...end_time?.columns ?? []];
  const values = [horizon_column, value_columns[0]!, p10_column, p90_column];
  const all = [...times, ...values, site_column, model_column, version_column];
  return [...new Set(all.filter((column) => column !== null))];
}
