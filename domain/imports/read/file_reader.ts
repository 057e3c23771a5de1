import type { LeftOutLine, ReadPiece } from "../read_rows.ts";
import type { Reading } from "../reading.ts";
import { Grid } from "./grid.ts";
import { Sites } from "./sites.ts";
import type { LineBatch } from "./lines.ts";
import { type CapacityOf, Results } from "./results.ts";
import type { Row } from "./row.ts";
import { RowReader } from "./row_reader.ts";
import { TableRows } from "./table_rows.ts";

/** Periods, and lines left out, of a piece. */
const PIECE = 2000;

/** Lines left out for these reasons hide no state of the plant; after others it is unknown. */
const HIDE_NOTHING: LeftOutLine["reason"][] = ["empty", "second_table"];

/** Reads the lines of a file, and holds what they bring until it is taken in pieces. */
export class FileReader {
  readonly #table: TableRows<Row>;
  readonly #results: Results;
  readonly #grid: Grid | undefined;
  readonly #sites: Sites;

  constructor(reading: Reading, lineOffset: number, capacityOf: CapacityOf) {
    const rows = new RowReader(reading);
    this.#table = new TableRows(reading, lineOffset, (row) => rows.read(row));
    this.#results = new Results(capacityOf);
    const isOfPeriods = reading.shape === "power" || reading.shape === "energy";
    if (isOfPeriods && !reading.end_time) this.#grid = new Grid(reading, this.#results);
    this.#sites = new Sites(reading, this.#results);
  }

  /** Reads lines that follow those of before. */
  take(batch: LineBatch): void {
    for (const row of this.#table.take(batch)) this.#take(row);
  }

  /** Reads what waited for the end of the file; gives others a turn at each yield. */
  *end(): Generator<void> {
    for (const row of this.#table.end()) this.#take(row);
    for (const row of this.#grid?.end() ?? []) this.#sites.take(row);
    yield;
    for (const _ of this.#sites.end()) if (this.#results.count >= PIECE) yield;
    yield;
  }

  /** Returns what has been read since, in pieces; one without anything still has the last line. */
  *pieces(): Generator<ReadPiece> {
    const { periods, leftOut } = this.#results.taken();
    for (let i = 0; i === 0 || i < Math.max(periods.length, leftOut.length); i += PIECE) {
      yield {
        lastLine: this.#table.lastLine,
        periods: periods.slice(i, i + PIECE),
        leftOut: leftOut.slice(i, i + PIECE),
      };
    }
  }

  #take(row: Row | LeftOutLine): void {
    if ("reason" in row) return this.#leave(row);
    if (!this.#grid) return this.#sites.take(row);
    for (const onGrid of this.#grid.take(row)) this.#sites.take(onGrid);
  }

  #leave({ reason, message, ...at }: LeftOutLine): void {
    if (!HIDE_NOTHING.includes(reason)) this.#sites.unknown();
    this.#results.leave(at, reason, message);
  }
}
