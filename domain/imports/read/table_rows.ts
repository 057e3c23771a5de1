import type { LeftOutLine } from "../read_rows.ts";
import type { Reading } from "../reading.ts";
import { FileEnd } from "./file_end.ts";
import type { LineBatch } from "./lines.ts";
import { type BadLine, Records, type TableRow } from "./records.ts";
import { leftOut } from "./row.ts";
import { TableEnd } from "./table_end.ts";

/** What lines of a file bring, or why they bring nothing. */
type Read<Row> = Row | LeftOutLine;

/**
 * Reads the lines of a table one after the other: tells them from its header, from another table
 * below it and from a cut-off end. `lineOffset` lines were cut off above the text. `readRow` returns
 * what a line of values brings, or why it brings nothing.
 */
export class TableRows<Row extends object> {
  readonly #records: Records;
  readonly #table: TableEnd;
  readonly #end: FileEnd;
  #lastLine: number;

  constructor(
    private reading: Reading,
    private lineOffset: number,
    private readRow: (row: TableRow) => Read<Row>,
  ) {
    this.#records = new Records(reading.delimiter);
    this.#table = new TableEnd(reading);
    this.#end = new FileEnd(reading);
    this.#lastLine = lineOffset;
  }

  /** The last line that was read so far, as the file was sent. */
  get lastLine(): number {
    return this.#lastLine;
  }

  /** Returns what lines bring that follow those of before. */
  take(batch: LineBatch): Read<Row>[] {
    const records = this.#records.take(batch);
    if (batch.isCutOff) records.push(...this.#records.end());
    this.#lastLine = this.lineOffset + batch.first + batch.texts.length - 1;
    return this.#rowsOf(records, batch.isCutOff);
  }

  /** Returns what waited for the end of the file. */
  end(): Read<Row>[] {
    return this.#rowsOf(this.#records.end(), false);
  }

  #rowsOf(records: (TableRow | BadLine)[], isCutOff: boolean): Read<Row>[] {
    return records.flatMap((record, i) =>
      this.#rowOf(record, isCutOff && i === records.length - 1) ?? []
    );
  }

  /** Returns undefined for a line of the header. */
  #rowOf(record: TableRow | BadLine, isLast: boolean): Read<Row> | undefined {
    const line = this.lineOffset + record.line;
    const isHeader = record.line <= this.reading.header_lines;
    if ("reason" in record) {
      return isHeader ? undefined : leftOut({ line, cells: [] }, record.reason, record.message);
    }
    if (isHeader) return void this.#table.header(record);
    const row = this.readRow({ line, cells: record.cells });
    if ("reason" in row) this.#table.other(record);
    const at = { line, cells: "cells" in row ? row.cells as string[] : [] };
    if (this.#table.isOver) {
      return leftOut(at, "second_table", "Another table begins above this line.");
    }
    if (isLast && this.#end.isCutOff(record)) {
      return leftOut(at, "cut_off", "The file ends in this line, which may be cut off.");
    }
    if ("reason" in row) return row;
    this.#table.data(record);
    this.#end.take(record);
    return row;
  }
}
