import { AppError } from "../errors.ts";
import { Records } from "../imports/read/records.ts";
import { asSent } from "../time/time_text.ts";
import {
  microsecondsOf,
  MOST_READINGS,
  noTime,
  type SentReadings,
  tooMany,
} from "./sent_readings.ts";

/** What is in each column of a file of readings. */
interface Columns {
  time: number;
  /** Of a file with a reading in each line. */
  named?: { variable: number; value: number };
  /** Of a file with a column for each variable: its name and place. */
  variables: [name: string, column: number][];
  /** Of the header. */
  cells: number;
}

const LINES = 500;

/**
 * Reads readings of a CSV text: a header, and lines with `time_utc`, `variable` and `value` in any
 * order, or with `time_utc` and a column for each variable, whose empty cells are no readings. Yields
 * now and then, for other work to be done. Throws "invalid" for a text without such a header.
 */
export function* readReadingsCsv(text: string): Generator<void, SentReadings> {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/);
  const records = new Records(lines[0]!.includes(";") ? ";" : ",");
  const sent: SentReadings = { readings: [], rows: [], refused: [] };
  let columns: Columns | undefined;
  for (let at = 0; at < lines.length; at += LINES) {
    const batch = { first: at + 1, texts: lines.slice(at, at + LINES), isCutOff: false };
    const isLast = at + LINES >= lines.length;
    for (const row of [...records.take(batch), ...(isLast ? records.end() : [])]) {
      if ("message" in row) sent.refused.push({ row: row.line, message: row.message });
      else if (row.cells.every((cell) => cell.trim() === "")) continue;
      else if (!columns) columns = columnsOf(row.cells.map((cell) => cell.trim()));
      else addLine(sent, row.line, row.cells, columns);
    }
    if (sent.readings.length + sent.refused.length > MOST_READINGS) throw tooMany();
    yield;
  }
  if (!columns) throw noHeader();
  return sent;
}

const HEADER = "Begin with a header: time_utc,variable,value, or time_utc and names of variables.";
const noHeader = () =>
  new AppError("invalid", HEADER, { fields: [{ field: "header", message: HEADER }] });

function columnsOf(header: string[]): Columns {
  const small = header.map((name) => name.toLowerCase());
  const time = small.findIndex((name) => name === "time_utc" || name === "time");
  const [variable, value] = [small.indexOf("variable"), small.indexOf("value")];
  const isNamed = variable >= 0 && value >= 0 && header.length === 3;
  if (time < 0 || header.length < 2) throw noHeader();
  if (isNamed) return { time, named: { variable, value }, variables: [], cells: 3 };
  const variables = header.map((name, at): [string, number] => [name, at])
    .filter(([, at]) => at !== time);
  if (new Set(variables.map(([name]) => name)).size < variables.length) {
    throw new AppError("invalid", "Two columns have the same name.");
  }
  return { time, variables, cells: header.length };
}

function addLine(sent: SentReadings, row: number, cells: string[], columns: Columns): void {
  const refuse = (message: string) => sent.refused.push({ row, message });
  if (cells.length !== columns.cells) {
    return void refuse(`It has ${cells.length} cells, and the header ${columns.cells}.`);
  }
  const text = cells[columns.time]!.trim();
  const time = microsecondsOf(text);
  if (time === undefined) return void refuse(`time_utc: ${noTime(text)}`);
  const { named } = columns;
  const values: [string, string][] = named
    ? [[cells[named.variable]!.trim(), cells[named.value]!.trim()]]
    : columns.variables.map(([name, at]) => [name, cells[at]!.trim()]);
  for (const [variable, cell] of values) {
    if (cell === "" && !named) continue;
    const value = numberIn(cell);
    if (value === undefined) {
      refuse(`${named ? "value" : variable}: ${asSent(cell)} is no finite number.`);
    } else {
      sent.readings.push({ variable, time, value });
      sent.rows.push(row);
    }
  }
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?$/i;
const STATES = new Map([["true", 1], ["false", 0]]);

function numberIn(cell: string): number | undefined {
  const value = NUMBER.test(cell) ? Number(cell) : STATES.get(cell.toLowerCase());
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
