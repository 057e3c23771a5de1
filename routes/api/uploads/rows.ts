import { inTurns } from "../../../db/turns.ts";
import { decodeText } from "../../../domain/imports/read/decode.ts";
import { type LineBatch, linesOf } from "../../../domain/imports/read/lines.ts";
import { parseInPieces, parseJson } from "../../../domain/json_pieces.ts";
import { type Columns, CsvRows } from "./csv_rows.ts";
import type { SentRow, WrongLine } from "./sent_row.ts";
import type { UploadFormat } from "../../http/upload_format.ts";

/** Characters of a line: a run of a day in minutes with ten P-levels has 400,000. */
const LONGEST = 1024 * 1024;
/** Longer lines are parsed in pieces. */
const LONG = 64 * 1024;

/**
 * Yields the rows of a body, some thousand at a time, as it arrives. Throws "invalid" for a wrong
 * header.
 */
export async function* rowsOf(
  bytes: AsyncIterable<Uint8Array>,
  format: UploadFormat,
  columns: Columns,
): AsyncGenerator<(SentRow | WrongLine)[]> {
  const lines = linesOf(decodeText(bytes, "utf-8"), LONGEST);
  if (format === "ndjson") {
    for await (const batch of lines) yield await jsonRows(batch);
    return;
  }
  const csv = new CsvRows(columns);
  for await (const batch of lines) yield withoutBroken(csv.take(batch), batch);
  yield csv.end();
}

async function jsonRows({ first, texts }: LineBatch): Promise<(SentRow | WrongLine)[]> {
  const rows: (SentRow | WrongLine)[] = [];
  for (const [i, text] of texts.entries()) {
    if (text.trim() !== "") rows.push(await jsonRow(first + i, text));
  }
  return rows;
}

async function jsonRow(line: number, text: string): Promise<SentRow | WrongLine> {
  if (text.length > LONGEST) {
    return { line, wrong: "This line has more than 1 MB. Send a run in several lines." };
  }
  if (text.includes(REPLACED)) return { line, wrong: NOT_UTF8 };
  try {
    const value = text.length > LONG ? await inTurns(parseInPieces(text)) : parseJson(text);
    return { line, value };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { line, wrong: "This line is no JSON. Send one object a line." };
  }
}

/** What stands for bytes that are not UTF-8. */
const REPLACED = "\ufffd";
const NOT_UTF8 = "This line holds bytes that are not UTF-8, or a NUL. Send text in UTF-8.";

/** Replaces rows of a batch in which bytes were no text. */
function withoutBroken(
  rows: (SentRow | WrongLine)[],
  { first, texts }: LineBatch,
): (SentRow | WrongLine)[] {
  const broken = new Set(
    texts.flatMap((text, i) => text.includes(REPLACED) ? [first + i] : []),
  );
  if (broken.size === 0) return rows;
  return rows.map((row) => broken.has(row.line) ? { line: row.line, wrong: NOT_UTF8 } : row);
}
