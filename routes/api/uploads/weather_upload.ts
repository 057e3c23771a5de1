import type { ScopedSql } from "../../../db/scope.ts";
import { turnTaker } from "../../../db/turns.ts";
import { AppError } from "../../../domain/errors.ts";
import { MOST_VALUES, RUN_NAMES, VALUE_NAMES } from "../../../domain/weather/new_weather.ts";
import { ReceivedRuns, refusal, type StoredRuns } from "../weather/received_runs.ts";
import type { Columns } from "./csv_rows.ts";
import type { Scopes, Upload } from "./receive.ts";
import type { SentRow, WrongLine } from "./sent_row.ts";
import { isSent } from "./staged_upload.ts";

/** A run whose values come in lines of their own. */
interface RunOfLines {
  head: Record<string, unknown>;
  values: Record<string, unknown>[];
  lines: number[];
}

const HEAD: ReadonlySet<string> = new Set(RUN_NAMES);

/**
 * An upload of runs of weather: lines that are a run with its values, or a value with what tells its
 * run. It is bounded so that it is kept in memory, and stored by one statement.
 */
export class WeatherUpload implements Upload<StoredRuns> {
  readonly columns: Columns = {
    known: [...RUN_NAMES, ...VALUE_NAMES],
    needed: [
      ["source"],
      ["issued_utc"],
      ["latitude", "site_uuid", "client_site_id"],
      ["start_utc"],
      ["end_utc", "period_minutes"],
      ["ghi_w_m2", "wind_speed_m_s"],
    ],
  };
  readonly #runs: ReceivedRuns;
  readonly #ofLines = new Map<string, RunOfLines>();
  #rows = 0;

  constructor(nowMs: number) {
    this.#runs = new ReceivedRuns(nowMs);
  }

  rowsIn(line: SentRow | WrongLine): number {
    const values = isSent(line) ? (line.value as { values?: unknown } | null)?.values : undefined;
    return Array.isArray(values) ? Math.max(1, values.length) : 1;
  }

  async take(_: Scopes, lines: readonly (SentRow | WrongLine)[]): Promise<void> {
    const turn = turnTaker();
    for (const line of lines) {
      await turn();
      this.#rows += this.rowsIn(line);
      if (!isSent(line)) throw refusal({ path: [], message: line.wrong }, placeOf(line));
      if (isRow(line.value)) this.#addRow(line.value, line.line);
      else this.#runs.add(line.value, placeOf(line));
    }
  }

  async end(): Promise<void> {
    if (this.#rows === 0) {
      const message = "Send runs with their values.";
      throw new AppError("invalid", message, { fields: [{ field: "values", message }] });
    }
    const turn = turnTaker();
    for (const { head, values, lines } of this.#ofLines.values()) {
      await turn();
      this.#runs.add({ ...head, values }, { is: "lines", lines });
    }
    this.#ofLines.clear();
  }

  async move(sql: ScopedSql): Promise<StoredRuns> {
    return await this.#runs.store(sql);
  }

  /** Nothing of it is kept anywhere. */
  drop(): Promise<void> {
    return Promise.resolve();
  }

  #addRow(row: Record<string, unknown>, line: number): void {
    const unfit = Object.keys(row).find((name) => !isShort(row[name]));
    if (unfit !== undefined) {
      const message = "Send a number, or a short text.";
      throw refusal({ path: [unfit], message }, { is: "line", line });
    }
    if (this.#rows > MOST_VALUES) {
      const most = MOST_VALUES.toLocaleString("en");
      throw new AppError("too_large", `A request may have ${most} values. Send it in parts.`);
    }
    const key = JSON.stringify(RUN_NAMES.map((name) => row[name]));
    let run = this.#ofLines.get(key);
    if (!run) this.#ofLines.set(key, run = { head: named(row, true), values: [], lines: [] });
    run.values.push(named(row, false));
    run.lines.push(line);
  }
}

const placeOf = ({ line }: SentRow | WrongLine) => ({ is: "line" as const, line });

/** Whether a line is one value with what tells its run. */
const isRow = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value) && !("values" in value);

/** Whether a cell takes little memory until its run is checked. */
const isShort = (cell: unknown) => typeof cell === "string" ? cell.length <= 100 : !isObject(cell);
const isObject = (cell: unknown) => cell !== null && typeof cell === "object";

/** Returns the fields of a line that tell its run, or the others. */
const named = (row: Record<string, unknown>, isHead: boolean) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => HEAD.has(name) === isHead));
