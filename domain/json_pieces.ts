import { AppError } from "./errors.ts";
import { parse, type ParseError } from "jsonc-parser";
import { afterSpace, endOfString, endOfValue, MalformedJson } from "./json_places.ts";

/** Characters that one call of JSON.parse gets. */
export const JSON_PIECE = 64 * 1024;
/** Lists and objects inside each other that are taken apart: a body, its runs, a run, its values. */
const MOST_LEVELS = 4;
/** Items of one list: 10 MB of the shortest valid rows are 130,000. */
const MOST_ITEMS = 200_000;

/** A string, which is kept as it is, or a number that JSON does not have. */
const STRING_OR_NO_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\bInfinity\b|\bNaN\b/g;

/**
 * Parses JSON. Some programs write NaN and Infinity, which JSON has not: they are read as text, so
 * that they are refused with their row like other texts. `start` is where the text begins in the whole.
 * Throws MalformedJson.
 */
export function parseJson(text: string, start = 0): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const quoted = replaceNoNumbers(text, (one) => `"${one}"`);
  try {
    return JSON.parse(quoted);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const sameLength = replaceNoNumbers(text, (one) => "0".padEnd(one.length));
  throw new MalformedJson(start + placeOfFault(sameLength));
}

const replaceNoNumbers = (text: string, replace: (one: string) => string) =>
  text.replace(STRING_OR_NO_NUMBER, (one) => one.startsWith('"') ? one : replace(one));

/** Returns where a text stops being JSON: JSON.parse tells it of some faults alone. */
export function placeOfFault(text: string): number {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // lists nested deeper than the stack
  }
  return Math.min(...errors.map(({ offset }) => offset), text.length);
}

/** A text, the place up to which it has been read, and the length of a piece. */
interface Reading {
  text: string;
  at: number;
  piece: number;
}

/**
 * Parses JSON, and NaN and Infinity as texts. Yields after each piece of a long text, so that other
 * work can be done between them. Throws MalformedJson, and "invalid" for what would
 * take long: lists of more than 200,000 items, and parts that are both long and deep.
 */
export function* parseInPieces(text: string, piece = JSON_PIECE): Generator<void, unknown> {
  const reading = { text, at: afterSpace(text, 0), piece };
  const value = yield* readValue(reading, 0);
  const end = afterSpace(text, reading.at);
  if (end < text.length) throw new MalformedJson(end);
  return value;
}

/** Reads the value that begins here: a long list or object by its items, others at once. */
function* readValue(reading: Reading, level: number): Generator<void, unknown> {
  const { text, at, piece } = reading;
  const end = endOfValue(text, at, piece);
  if (end === undefined) {
    if (level >= MOST_LEVELS) throw new AppError("invalid", "A value of this request is too long.");
    return yield* readItems(reading, level);
  }
  reading.at = end;
  return parseJson(text.slice(at, end), at);
}

/** Reads a list or an object: its short items together, and each long one by its own items. */
function* readItems(reading: Reading, level: number): Generator<void, unknown> {
  const { text, piece } = reading;
  const isList = text[reading.at] === "[";
  const items: unknown[] = [];
  let group: { start: number; end: number } | undefined;
  const flush = () => {
    if (group) {
      const { start, end } = group;
      for (const item of parseItems(text.slice(start, end), isList, start)) items.push(item);
    }
    group = undefined;
    if (items.length > MOST_ITEMS) throw tooMany();
  };
  reading.at = afterSpace(text, reading.at + 1);
  for (let isMore = !isClosing(text[reading.at]); isMore;) {
    const { at } = reading;
    const end = endOfItem(text, at, isList, piece);
    if (end === undefined) {
      flush();
      items.push(yield* readLongItem(reading, isList, level + 1));
    } else {
      group = { start: group?.start ?? at, end };
      reading.at = end;
    }
    const next = afterSpace(text, reading.at);
    isMore = text[next] === ",";
    reading.at = isMore ? afterSpace(text, next + 1) : next;
    if (group && reading.at - group.start >= piece) {
      flush();
      yield;
    }
  }
  flush();
  if (text[reading.at++] !== (isList ? "]" : "}")) throw new MalformedJson(reading.at - 1);
  return isList ? items : Object.fromEntries(items as [string, unknown][]);
}

const isClosing = (character: string | undefined) => character === "]" || character === "}";

const tooMany = () =>
  new AppError("invalid", `Send at most ${MOST_ITEMS.toLocaleString("en")} values at once.`);

/** Returns where an item ends; undefined when it is longer than a piece. */
function endOfItem(text: string, at: number, isList: boolean, piece: number): number | undefined {
  return endOfValue(text, isList ? at : startOfMember(text, at), piece);
}

/** Returns where the value of an object's member begins. */
function startOfMember(text: string, at: number): number {
  if (text[at] !== '"') throw new MalformedJson(at);
  const colon = afterSpace(text, endOfString(text, at));
  if (text[colon] !== ":") throw new MalformedJson(colon);
  return afterSpace(text, colon + 1);
}

/** Reads an item that is longer than a piece: a value, or an object's member as name and value. */
function* readLongItem(
  reading: Reading,
  isList: boolean,
  level: number,
): Generator<void, unknown> {
  if (isList) return yield* readValue(reading, level);
  const { text, at } = reading;
  reading.at = startOfMember(text, at);
  const name = parseJson(text.slice(at, endOfString(text, at)), at);
  return [name, yield* readValue(reading, level)];
}

/** Parses items with commas between them; those of an object become pairs of name and value. */
function parseItems(text: string, isList: boolean, start: number): unknown[] {
  if (isList) return parseJson(`[${text}]`, start - 1) as unknown[];
  return Object.entries(parseJson(`{${text}}`, start - 1) as object);
}
