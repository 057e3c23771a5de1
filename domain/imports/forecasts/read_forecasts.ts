import type { LeftOutLine } from "../read_rows.ts";
import { FileEnd } from "../read/file_end.ts";
import { linesOf } from "../read/lines.ts";
import { type BadLine, Records, type TableRow } from "../read/records.ts";
import { leftOut } from "../read/row.ts";
import { TableEnd } from "../read/table_end.ts";
import type { ForecastPiece, ForecastRow } from "./forecast_row.ts";
import { ForecastRowReader } from "./forecast_row_reader.ts";
import type { ReadingOfForecasts } from "./run_times.ts";

/**
 * Reads a file of forecasts by a reading, in pieces of about 2,000 lines: the values of its runs, and
 * the lines that are left out, each with a reason. `lineOffset` lines were cut off above the text.
 * Throws RangeError for a zone that is not known.
 */
export async function* readForecasts(
  text: AsyncIterable<string>,
  reading: ReadingOfForecasts,
  lineOffset = 0,
): AsyncGenerator<ForecastPiece> {
  const table = new ForecastTable(reading, lineOffset);
  const records = new Records(reading.delimiter);
  let lastLine = lineOffset;
  for await (const batch of linesOf(text)) {
    const found = records.take(batch);
    if (batch.isCutOff) found.push(...records.end());
    lastLine = lineOffset + batch.first + batch.texts.length - 1;
    yield pieceOf(found.map((one, i) => table.take(one, batch.isCutOff && i === found.length - 1)));
  }
  yield pieceOf(records.end().map((one) => table.take(one, false)));

  function pieceOf(read: (ForecastRow | LeftOutLine | undefined)[]): ForecastPiece {
    const piece: ForecastPiece = { lastLine, values: [], leftOut: [] };
    for (const one of read) {
      if (one === undefined) continue;
      if ("reason" in one) piece.leftOut.push(one);
      else piece.values.push(one);
    }
    return piece;
  }
}

/** Tells the lines of the table from its header, from another table below it and a cut-off end. */
class ForecastTable {
  readonly #rows: ForecastRowReader;
  readonly #table: TableEnd;
  readonly #end: FileEnd;

  constructor(private reading: ReadingOfForecasts, private lineOffset: number) {
    this.#rows = new ForecastRowReader(reading);
    this.#table = new TableEnd(reading);
    this.#end = new FileEnd(reading);
  }

  /** Returns what a line brings; undefined for one of the header. */
  take(record: TableRow | BadLine, isLast: boolean): ForecastRow | LeftOutLine | undefined {
    const line = this.lineOffset + record.line;
    const isHeader = record.line <= this.reading.header_lines;
    if ("reason" in record) {
      return isHeader ? undefined : leftOut({ line, cells: [] }, record.reason, record.message);
    }
    if (isHeader) return void this.#table.header(record);
    const row = this.#rows.read({ line, cells: record.cells });
    if ("reason" in row) this.#table.other(record);
    const at = { line, cells: "reason" in row ? row.cells : [] };
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
