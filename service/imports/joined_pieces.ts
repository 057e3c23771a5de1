import type { ReadPiece } from "../../domain/imports/read_rows.ts";

/** Rows that are stored in one transaction: few enough that its locks are short. */
export const PIECE_ROWS = 10_000;

const empty = (lastLine: number): ReadPiece => ({ lastLine, periods: [], leftOut: [] });
const sizeOf = ({ periods, leftOut }: ReadPiece) => periods.length + leftOut.length;

/** Puts the pieces of a file together, and apart, so that each has `most` rows and lines left out. */
export async function* joined(
  pieces: AsyncIterable<ReadPiece>,
  most = PIECE_ROWS,
): AsyncGenerator<ReadPiece> {
  let whole = empty(0);
  for await (const { lastLine, periods, leftOut } of pieces) {
    whole.lastLine = lastLine;
    for (const line of leftOut) whole.leftOut.push(line);
    for (const period of periods) {
      whole.periods.push(period);
      if (sizeOf(whole) < most) continue;
      yield whole;
      whole = empty(lastLine);
    }
  }
  if (sizeOf(whole) > 0) yield whole;
}
