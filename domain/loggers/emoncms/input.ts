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

/** Returns a parameter as text; values of a JSON body as JSON. */
export function textOf(parameters: Parameters, name: string): string {
  const value = parameters[name] ?? "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Returns a parameter as what its JSON says, undefined when that is not JSON. */
export function jsonOf(parameters: Parameters, name: string): unknown {
  const value = parameters[name];
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

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
