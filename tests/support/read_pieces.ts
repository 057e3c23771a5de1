import type { LeftOutLine, ReadPeriod } from "../../domain/imports/read_rows.ts";
import type { Reading } from "../../domain/imports/reading.ts";
import { type FileFacts, readFile } from "../../domain/imports/read/read_file.ts";

/** Reads a file whose text arrives in these chunks; returns all of its pieces as one. */
export async function readChunks(
  chunks: Iterable<string>,
  reading: Reading,
  facts?: FileFacts,
): Promise<{ periods: ReadPeriod[]; leftOut: LeftOutLine[] }> {
  const all: { periods: ReadPeriod[]; leftOut: LeftOutLine[] } = { periods: [], leftOut: [] };
  for await (const { periods, leftOut } of readFile(each(chunks), reading, facts)) {
    all.periods.push(...periods);
    all.leftOut.push(...leftOut);
  }
  return all;
}

/** Returns an iterable without end of turns: what `readFile` takes. */
export async function* each<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}
