import type { ReadPiece } from "../read_rows.ts";
import type { Reading } from "../reading.ts";
import { FileReader } from "./file_reader.ts";
import { linesOf } from "./lines.ts";
import type { CapacityOf } from "./results.ts";

/** What is known of a file beside its reading. */
export interface FileFacts {
  /** Lines that were cut off above the text; they count in the numbers of lines. */
  lineOffset?: number;
  /** Returns the largest capacity in kW of the site that the file names so; null where unknown. */
  capacityOf?: CapacityOf;
}

/**
 * Reads a file by a reading, in pieces of about 2,000 lines: the mean powers of its periods, and the
 * lines that are left out, each with a reason. What it returns does not depend on how the text is cut
 * into chunks. Memory grows by at most 20 bytes for each period, and by 48 bytes for each line of
 * inverters below each other. Throws RangeError for a zone that is not known.
 */
export async function* readFile(
  text: AsyncIterable<string>,
  reading: Reading,
  { lineOffset = 0, capacityOf = () => null }: FileFacts = {},
): AsyncGenerator<ReadPiece> {
  const file = new FileReader(reading, lineOffset, capacityOf);
  for await (const batch of linesOf(text)) {
    file.take(batch);
    yield* file.pieces();
  }
  for (const _ of file.end()) yield* file.pieces();
}
