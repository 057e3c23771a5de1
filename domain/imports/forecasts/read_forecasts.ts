import type { LeftOutLine } from "../read_rows.ts";
import { linesOf } from "../read/lines.ts";
import { TableRows } from "../read/table_rows.ts";
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
  const rows = new ForecastRowReader(reading);
  const table = new TableRows(reading, lineOffset, (row) => rows.read(row));
  for await (const batch of linesOf(text)) yield pieceOf(table.take(batch), table.lastLine);
  yield pieceOf(table.end(), table.lastLine);
}

function pieceOf(read: (ForecastRow | LeftOutLine)[], lastLine: number): ForecastPiece {
  const piece: ForecastPiece = { lastLine, values: [], leftOut: [] };
  for (const one of read) {
    if ("reason" in one) piece.leftOut.push(one);
    else piece.values.push(one);
  }
  return piece;
}
