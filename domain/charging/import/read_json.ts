import { AppError } from "../../errors.ts";
import type { FileRow, SessionTable } from "./table.ts";

const BATCH = 2000;

/**
 * Reads a JSON list of objects, as the API of evcc gives sessions, also within `result` or
 * `sessions`. Columns are the names of all values. Throws "invalid" for other JSON.
 */
export function readJsonTable(text: string): SessionTable {
  const list = listIn(parsed(text));
  if (!list?.every(isObject)) {
    throw new AppError(
      "invalid",
      "This JSON is no list of sessions. Send a list of objects, or CSV.",
    );
  }
  const header = [...new Set(list.flatMap((row) => Object.keys(row)))];
  if (header.length === 0) throw new AppError("invalid", "The file has no sessions.");
  return { header: header.map(storable), isJson: true, rows: () => batches(list, header) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid", "This JSON is not valid; perhaps the file is cut off.", {
      cause,
    });
  }
}

function listIn(json: unknown): unknown[] | undefined {
  if (Array.isArray(json)) return json;
  if (!isObject(json)) return undefined;
  return [json.result, json.sessions].find((list) => Array.isArray(list));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

async function* batches(
  list: readonly Record<string, unknown>[],
  header: readonly string[],
): AsyncGenerator<FileRow[]> {
  for (let at = 0; at < list.length; at += BATCH) {
    yield list.slice(at, at + BATCH).map((row, i) => ({
      line: at + i + 1,
      cells: header.map((name) => storable(textOf(row[name]))),
    }));
  }
}

const textOf = (value: unknown): string =>
  value === null || value === undefined
    ? ""
    : typeof value === "object"
    ? JSON.stringify(value)
    : String(value);

/** Puts U+FFFD in the place of what PostgreSQL does not store: the row is wrong then, and says so. */
const storable = (text: string) => text.toWellFormed().replaceAll("\0", "\ufffd");
