import type { Fault } from "../device_request.ts";
import type { Reading } from "../reading.ts";
import { type Block, Blocks } from "./blocks.ts";
import { type Decode, decoded } from "./decoded.ts";
import { readFields, UNBALANCED } from "./fields.ts";
import { afterBlank, LineFault, unescaped } from "./line_fault.ts";
import { seriesName } from "./series.ts";
import { microseconds, type Precision } from "./times.ts";

/** How to read the times of a body. */
export interface Times {
  precision: Precision;
  /** The time of lines without one, in microseconds. */
  now: number;
}

/** Readings of some lines of a body, and what is wrong with others of them. */
export interface Lines {
  readings: Reading[];
  /** The line of each reading, counted from 1. */
  lines: number[];
  /** How many texts were left out. */
  texts: number;
  faults: Fault[];
}

const SOME_READINGS = 10_000;
const SOME_LINES = 5_000;
const LONGEST_QUOTE = 200;
const MOST_SERIES = 10_000;

/**
 * Reads InfluxDB's line protocol, as influxd 1.x does, and yields what it holds in pieces of about
 * 10,000 readings. Beyond that it takes CRLF and `u` integers, and refuses lines that are not UTF-8.
 * The variable of a field is `measurement,tag=value.field`, with the tags sorted; true is 1, false 0.
 */
export function* parseLines(body: Uint8Array, times: Times): Generator<Lines, void> {
  const { text, decode } = decoded(body);
  const blocks = new Blocks(text);
  const context: Context = { ...times, decode, series: new Map() };
  let some = nothing();
  let count = 0;
  for (let block = blocks.next(); block; block = blocks.next()) {
    if (readBlock(block, context, some)) blocks.splitLast();
    if (++count < SOME_LINES && some.readings.length < SOME_READINGS) continue;
    yield some;
    some = nothing();
    count = 0;
  }
  yield some;
}

const nothing = (): Lines => ({ readings: [], lines: [], texts: 0, faults: [] });

interface Context extends Times {
  decode: Decode;
  /** Names of series by how they are written, and of their variables by how the field is written. */
  series: Map<string, Series>;
}

interface Series {
  name: string;
  variables: Map<string, string>;
}

/** Reads a line into `some`. Returns true when it has to be read again line by line. */
function readBlock({ text, line, spansLines }: Block, context: Context, some: Lines): boolean {
  const start = afterBlank(text, 0);
  if (start >= text.length || text[start] === "#") return false;
  const point = context.decode(start === 0 ? text : text.slice(start));
  const { length } = some.readings;
  try {
    if (!point.isUtf8) throw new LineFault("invalid UTF-8");
    readPoint(point.text, line, context, some);
    return false;
  } catch (error) {
    if (!(error instanceof LineFault)) throw error;
    some.readings.length = some.lines.length = length;
    const isSplit = spansLines && error.message === UNBALANCED;
    const quote = isSplit ? point.text.slice(0, point.text.indexOf("\n")) : point.text;
    some.faults.push({ line, message: `unable to parse '${shortened(quote)}': ${error.message}` });
    return isSplit;
  }
}

const shortened = (text: string) =>
  text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE).toWellFormed()}…` : text;

function readPoint(point: string, line: number, context: Context, some: Lines): void {
  const { readings, lines } = some;
  const first = readings.length;
  const space = unescaped(point, " ", 1);
  const series = seriesOf(space < 0 ? point : point.slice(0, space), space < 0, context.series);
  let texts = 0;
  const end = readFields(point, space, (key, value) => {
    if (value === undefined) return void texts++;
    readings.push({ variable: variableOf(series, key), time: 0, value });
    lines.push(line);
  });
  const time = timeAt(point, end, context);
  for (let at = first; at < readings.length; at++) readings[at]!.time = time;
  some.texts += texts;
}

function seriesOf(key: string, isAtEnd: boolean, known: Map<string, Series>): Series {
  const before = known.get(key);
  if (before && !isAtEnd) return before;
  const series = { name: seriesName(key, isAtEnd), variables: new Map() };
  if (known.size >= MOST_SERIES) known.clear();
  known.set(key, series);
  return series;
}

function variableOf({ name, variables }: Series, key: string): string {
  let variable = variables.get(key);
  if (variable === undefined) {
    variable = `${name}.${key}`;
    if (variables.size >= MOST_SERIES) variables.clear();
    variables.set(key, variable);
  }
  return variable;
}

function timeAt(line: string, from: number, { precision, now }: Times): number {
  const start = afterBlank(line, from);
  if (start >= line.length) return now;
  const space = line.indexOf(" ", start);
  const end = space < 0 ? line.length : space;
  const digits = line.slice(start, end);
  if (!/^-?\d*$/.test(digits)) throw new LineFault("bad timestamp");
  const time = microseconds(digits, precision);
  if (/[^ ]/.test(line.slice(end))) throw new LineFault("point is invalid");
  return time;
}
