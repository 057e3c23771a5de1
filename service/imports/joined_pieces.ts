import type { ReadPiece } from "../../domain/imports/read_rows.ts";

/** Rows that are stored in one transaction: few enough that nobody waits long for its locks. */
export const PIECE_ROWS = 10_000;

const empty = (lastLine: number): ReadPiece => ({ lastLine, periods: [], leftOut: [] });

/** Joins pieces of a file, which may be small, into pieces of about `most` lines. */
export async function* joined(
  pieces: AsyncIterable<ReadPiece>,
  most = PIECE_ROWS,
): AsyncGenerator<ReadPiece> {
  let whole = empty(0);
  for await (const { lastLine, periods, leftOut } of pieces) {
    for (const period of periods) whole.periods.push(period);
    for (const line of leftOut) whole.leftOut.push(line);
    whole.lastLine = lastLine;
    if (whole.periods.length + whole.leftOut.length < most) continue;
    yield whole;
    whole = empty(lastLine);
  }
  if (whole.periods.length + whole.leftOut.length > 0) yield whole;
}
