import { AppError } from "../../errors.ts";
import { decodePart } from "../../imports/read/decode.ts";
import { linesOf } from "../../imports/read/lines.ts";
import { Records } from "../../imports/read/records.ts";
import { cellsOf, type Delimiter, findDelimiter } from "../../imports/recognise/cells.ts";
import { findEncoding } from "../../imports/recognise/encoding.ts";
import { notText } from "../../imports/recognise/not_text.ts";
import { readJsonTable } from "./read_json.ts";
import type { FileRow, SessionTable } from "./table.ts";

/** Bytes of a file of sessions. */
export const MOST_BYTES = 10 * 1024 ** 2;
/** Rows of a file of sessions, without its header. */
export const MOST_ROWS = 50_000;

/** Letters at the start that tell what a file is. */
const HEAD = 64 * 1024;

/**
 * Reads a file of sessions: CSV with commas, semicolons or tabs, in UTF-8 or windows-1252, or a JSON
 * list of objects. Throws "invalid" with a sentence for a file that is none; `rows` throws it for more
 * rows than `mostRows`, and for none.
 */
export function readTable(bytes: Uint8Array, mostRows = MOST_ROWS): SessionTable {
  const encoding = findEncoding(bytes);
  const text = decodePart(bytes, encoding);
  if (/^[[{]/.test(text.trimStart())) return checked(readJsonTable(text), mostRows);
  const refused = refusalOf(new TextDecoder(encoding).decode(bytes.subarray(0, HEAD)));
  if (refused) throw new AppError("invalid", refused);
  return checked(readCsv(text), mostRows);
}

function refusalOf(head: string): string | undefined {
  if (head.startsWith("PK")) {
    return "This is a ZIP file or an Excel workbook. Send the CSV in it, or save the table as CSV.";
  }
  return notText(head)?.text;
}

function checked(table: SessionTable, mostRows: number): SessionTable {
  if (table.header.length > 300) {
    throw new AppError("invalid", "The file has more than 300 columns: it is no list of sessions.");
  }
  return { ...table, rows: () => counted(table.rows(), mostRows) };
}

async function* counted(batches: AsyncGenerator<FileRow[]>, mostRows: number) {
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.length;
    if (rows > mostRows) {
      const most = mostRows.toLocaleString("en-GB");
      throw new AppError(
        "invalid",
        `The file has more than ${most} rows. Split it, and send the parts.`,
      );
    }
    yield batch;
  }
  if (rows === 0) throw new AppError("invalid", "The file has no rows below its header.");
}

/** Lines above the header that hold nothing: empty ones, and what spreadsheets say of delimiters. */
const isAbove = (line: string) => line.trim() === "" || /^"?sep=.?"?$/i.test(line.trim());

function readCsv(text: string): SessionTable {
  const head = text.slice(0, HEAD).split(/\r\n|\n|\r/);
  const delimiter: Delimiter = findDelimiter(head.slice(0, -1).length ? head.slice(0, -1) : head) ??
    ",";
  const above = head.findIndex((line) => !isAbove(line));
  if (above < 0) throw new AppError("invalid", "The file is empty.");
  const header = cellsOf(head[above]!, delimiter);
  while (header.length > 1 && header.at(-1) === "") header.pop();
  return { header, isJson: false, rows: () => csvRows(text, delimiter, above + 1, header.length) };
}

async function* csvRows(text: string, delimiter: Delimiter, above: number, width: number) {
  const records = new Records(delimiter);
  let narrowest = width;
  for await (const batch of linesOf(once(text))) {
    const lastLine = batch.isCutOff ? batch.first + batch.texts.length - 1 : Infinity;
    const rows = batch.isCutOff ? [...records.take(batch), ...records.end()] : records.take(batch);
    const filled = rows.filter((row) => row.line > above)
      .map((row): FileRow =>
        "cells" in row ? row : { line: row.line, cells: [], fault: row.message }
      )
      .filter(({ cells, fault }) => fault || cells.some((cell) => cell.trim() !== ""))
      .map((row) => trimmed(row, width));
    for (const { line, cells, fault } of filled) {
      if (!fault && line < lastLine) narrowest = Math.min(narrowest, cells.length);
    }
    // Where other rows are as short as the last one, it is whole.
    if (filled.length > 0) {
      yield filled.map((row) =>
        row.line >= lastLine && row.cells.length < narrowest ? cutOff(row) : row
      );
    }
  }
  const rest = records.end().map(({ line, ...row }): FileRow =>
    "cells" in row ? { line, cells: row.cells } : { line, cells: [], fault: row.message }
  );
  if (rest.length > 0) yield rest;
}

/** Empty cells behind the last column are none. */
function trimmed(row: FileRow, width: number): FileRow {
  const cells = [...row.cells];
  while (cells.length > width && cells.at(-1)!.trim() === "") cells.pop();
  return { ...row, cells };
}

const cutOff = (row: FileRow): FileRow => ({
  ...row,
  fault: row.fault ?? "The file ends within this row.",
});

async function* once(text: string) {
  for (let at = 0; at < text.length; at += HEAD) yield text.slice(at, at + HEAD);
}
