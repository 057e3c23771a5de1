import type { Reading } from "../reading.ts";

/** Parameters of a request, by name: texts of a query string or form, or values of a JSON body. */
export type Parameters = Readonly<Record<string, unknown>>;

/** What a request of the EmonCMS input API brings. */
export interface Input {
  /** What can be stored, also when there is an error. */
  readings: Reading[];
  /** Values that are no numbers, so that they were left out. */
  leftOut: number;
  /** Why the request, or the rest of it, is refused: a sentence as EmonCMS writes it. */
  error?: string;
}

/** Returns an input without readings that is refused with a sentence. */
export const refusedInput = (error: string): Input => ({ readings: [], leftOut: 0, error });

/** Returns whether a request has a parameter. */
export const has = (parameters: Parameters, name: string): boolean =>
  parameters[name] !== undefined && parameters[name] !== null;

/** Returns a parameter as text; lists and objects of a JSON body have none. */
export function textOf(parameters: Parameters, name: string): string {
  const value = parameters[name] ?? "";
  return typeof value === "object" ? "" : String(value);
}

/** Returns a parameter as what its JSON says, undefined when that is not JSON. */
export function jsonOf(parameters: Parameters, name: string): unknown {
  const value = parameters[name];
  return typeof value === "string" ? parseShallow(value) : value;
}

/** Levels of lists and objects in what is sent: a bulk, its items, and values with a name. */
const MOST_LEVELS = 8;

/**
 * Parses JSON; undefined for text that is none, or nested deeper than anything that is sent, which
 * would take many seconds.
 */
export function parseShallow(text: string): unknown {
  if (isDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isDeep(text: string): boolean {
  let [levels, isInText] = [0, false];
  for (let at = 0; at < text.length; at++) {
    const letter = text.charCodeAt(at);
    if (letter === BACKSLASH) at++;
    else if (letter === QUOTE) isInText = !isInText;
    else if (isInText) continue;
    else if (letter === LIST || letter === OBJECT) levels++;
    else if (letter === LIST_END || letter === OBJECT_END) levels--;
    if (levels > MOST_LEVELS) return true;
  }
  return false;
}

const [QUOTE, BACKSLASH, LIST, LIST_END, OBJECT, OBJECT_END] = [34, 92, 91, 93, 123, 125];

/** Values of one request. */
export const MOST_VALUES = 100_000;
export const TOO_MANY = "Send at most 100,000 values at once";

/** What EmonCMS takes out of the name of a node. */
const NOT_IN_NODES = /[^\p{N}\p{L}_\s\-.]/gu;

/** Returns the name of a node without the characters that EmonCMS removes; 0 when none is left. */
export const nodeName = (text: string): string => text.replace(NOT_IN_NODES, "").trim() || "0";

/** A decimal number as PHP's is_numeric takes it, with spaces around it. */
const NUMERIC = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i;

/** Returns the number that a text has; undefined when it has none or an infinite one. */
export function numberOf(text: string): number | undefined {
  if (!NUMERIC.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Returns the value of a reading: numbers, numbers in texts, and states as 1 or 0. */
export function readingValue(value: unknown): number | undefined {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "string") return numberOf(value);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/**
 * Returns the whole seconds, cut as PHP cuts them, of a number or its text: since 1970, or from
 * another moment. Undefined when it is no number.
 */
export function wholeSeconds(value: unknown): number | undefined {
  const number = typeof value === "string" ? numberOf(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return undefined;
  return Math.trunc(number) + 0;
}

const MICROSECONDS = 1e6;
const MOST_SECONDS = Math.floor(Number.MAX_SAFE_INTEGER / MICROSECONDS);

/**
 * Returns the time of a reading in microseconds. Seconds beyond those that fit become the last that
 * do, in 2255 or 1684: no logger takes readings of these years.
 */
export const readingTime = (seconds: number): number =>
  Math.min(Math.max(seconds, -MOST_SECONDS), MOST_SECONDS) * MICROSECONDS;
