import type { LeftOutLine, ReadPiece } from "../read_rows.ts";
import type { Reading } from "../reading.ts";
import { FileEnd } from "./file_end.ts";
import { Grid } from "./grid.ts";
import { Sites } from "./sites.ts";
import type { LineBatch } from "./lines.ts";
import { type BadLine, Records, type TableRow } from "./records.ts";
import { type CapacityOf, Results } from "./results.ts";
import type { Row } from "./row.ts";
import { RowReader } from "./row_reader.ts";
import { TableEnd } from "./table_end.ts";

/** Periods, and lines left out, of a piece. */
const PIECE = 2000;

/** Reads the lines of a file, and holds what they bring until it is taken in pieces. */
export class FileReader {
  readonly #reading: Reading;
  readonly #lineOffset: number;
  readonly #records: Records;
  readonly #rows: RowReader;
  readonly #results: Results;
  readonly #grid: Grid | undefined;
  readonly #sites: Sites;
  readonly #table: TableEnd;
  readonly #fileEnd: FileEnd;
  #lastLine = 0;

  constructor(reading: Reading, lineOffset: number, capacityOf: CapacityOf) {
    this.#reading = reading;
    this.#lineOffset = lineOffset;
    this.#records = new Records(reading.delimiter);
    this.#rows = new RowReader(reading);
    this.#results = new Results(capacityOf);
    const isOfPeriods = reading.shape === "power" || reading.shape === "energy";
    if (isOfPeriods && !reading.end_time) this.#grid = new Grid(reading, this.#results);
    this.#sites = new Sites(reading, this.#results);
    this.#table = new TableEnd(reading);
    this.#fileEnd = new FileEnd(reading);
  }

  /** Reads lines that follow those of before. */
  take(batch: LineBatch): void {
    const records = this.#records.take(batch);
    if (batch.isCutOff) records.push(...this.#records.end());
    this.#lastLine = batch.first + batch.texts.length - 1;
    for (const [i, record] of records.entries()) {
      this.#takeRecord(record, batch.isCutOff && i === records.length - 1);
    }
  }

  /** Reads what waited for the end of the file; gives others a turn at each yield. */
  *end(): Generator<void> {
    for (const record of this.#records.end()) this.#takeRecord(record, false);
    for (const row of this.#grid?.end() ?? []) this.#sites.take(row);
    yield;
    for (const _ of this.#sites.end()) if (this.#results.count >= PIECE) yield;
    yield;
  }

  /** Returns what has been read since, in pieces; one without anything still has the last line. */
  *pieces(): Generator<ReadPiece> {
    const { periods, leftOut } = this.#results.taken();
    const lastLine = this.#lineOffset + this.#lastLine;
    for (let i = 0; i === 0 || i < Math.max(periods.length, leftOut.length); i += PIECE) {
      yield {
        lastLine,
        periods: periods.slice(i, i + PIECE),
        leftOut: leftOut.slice(i, i + PIECE),
      };
    }
  }

  #takeRecord(record: TableRow | BadLine, isLast: boolean): void {
    const line = this.#lineOffset + record.line;
    if ("reason" in record) {
      if (record.line <= this.#reading.header_lines) return;
      this.#sites.unknown();
      return this.#results.leave({ line, cells: [] }, record.reason, record.message);
    }
    if (record.line <= this.#reading.header_lines) return this.#table.header(record);
    const row = this.#rows.read({ line, cells: record.cells });
    if ("reason" in row) this.#table.other(record);
    if (this.#table.isOver) return this.#leaveSecondTable(row);
    if (isLast && this.#fileEnd.isCutOff(record)) return this.#leaveCutOff(row);
    if ("reason" in row) return this.#leave(row);
    this.#table.data(record);
    this.#fileEnd.take(record);
    this.#takeRow(row);
  }

  #takeRow(row: Row): void {
    if (!this.#grid) return this.#sites.take(row);
    for (const onGrid of this.#grid.take(row)) this.#sites.take(onGrid);
  }

  #leave({ reason, message, ...at }: LeftOutLine): void {
    if (reason !== "empty") this.#sites.unknown();
    this.#results.leave(at, reason, message);
  }

  #leaveSecondTable(row: { line: number; cells: string[] }): void {
    this.#results.leave(row, "second_table", "Another table begins above this line.");
  }

  #leaveCutOff(row: { line: number; cells: string[] }): void {
    const message = "The file ends in this line, which may be cut off.";
    this.#results.leave(row, "cut_off", message);
  }
}
