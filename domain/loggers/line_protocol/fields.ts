import { afterBlank, LineFault, unescape } from "./line_fault.ts";
import { valueOf } from "./values.ts";

/** Takes a field of a line; its value is undefined for a text. */
export type TakeField = (key: string, value: number | undefined) => void;

/** More than any logger has variables. */
const MOST_FIELDS = 10_000;
/** What is wrong with a quoted text that does not end. */
export const UNBALANCED = "unbalanced quotes";

const [SPACE, QUOTE, COMMA, EQUALS, BACKSLASH] = [32, 34, 44, 61, 92];

/** Passes the fields that begin at a place to `take`, and returns where they end. Throws LineFault. */
export function readFields(line: string, from: number, take: TakeField): number {
  let at = afterBlank(line, from);
  for (let count = 0; count < MOST_FIELDS; count++) {
    const equals = endOfKey(line, at);
    const isText = line.charCodeAt(equals + 1) === QUOTE;
    const end = isText ? endOfText(line, equals + 1) : endOfPlain(line, equals + 1);
    const key = unescape(line.slice(at, equals));
    take(key, isText ? undefined : valueOf(line.slice(equals + 1, end)));
    if (line.charCodeAt(end) !== COMMA) return end;
    at = end + 1;
  }
  throw new LineFault(`too many fields: > ${MOST_FIELDS}`);
}

/** Returns the place of the `=` after the key of a field. */
function endOfKey(line: string, from: number): number {
  for (let at = from; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === SPACE || code === COMMA) break;
    else if (code === EQUALS) {
      if (at === from) throw new LineFault("missing field key");
      const next = line[at + 1];
      if (next === undefined || next === "," || next === " ") {
        throw new LineFault("missing field value");
      }
      return at;
    }
  }
  throw new LineFault("invalid field format");
}

/** Returns the place after a number or a boolean. */
function endOfPlain(line: string, from: number): number {
  for (let at = from; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === COMMA || code === SPACE) return at;
  }
  return line.length;
}

/** Returns the place after a quoted text and what may stick to its quotes. */
function endOfText(line: string, from: number): number {
  let isQuoted = false;
  for (let at = from; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === BACKSLASH && at + 1 < line.length) at++;
    else if (code === QUOTE) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (code === COMMA || code === SPACE) return at;
    else if (code === EQUALS) throw new LineFault("invalid field format");
  }
  if (isQuoted) throw new LineFault(UNBALANCED);
  return line.length;
}
