import type { Reading } from "../reading.ts";
import {
  has,
  type Input,
  jsonOf,
  MOST_VALUES,
  nodeName,
  type Parameters,
  readingTime,
  readingValue,
  refusedInput,
  TOO_MANY,
  wholeSeconds,
} from "./input.ts";

/**
 * Reads a request to /input/bulk: `[[offset, node, value, {"name": value}, …], …]`. Offsets are
 * seconds from the moment that `sentat`, `offset` or `time` gives, or from that of the last item,
 * which is `now` (whole seconds since 1970). A value that is null or empty is skipped and keeps its
 * place; one with a name takes none. Follows Modules/input/input_methods.php of EmonCMS: items before
 * a wrong one are stored.
 */
export function readBulk(parameters: Parameters, now: number): Input {
  const items = jsonOf(parameters, "data");
  if (!Array.isArray(items) || items.length === 0) {
    return refusedInput("Format error, json string supplied is not valid");
  }
  const last = items.at(-1);
  if (!Array.isArray(last) || last[0] === undefined || last[0] === null) {
    return refusedInput("Format error, last item in bulk data does not contain any data");
  }
  const reference = referenceTime(parameters, last[0], now);
  if (typeof reference === "string") return refusedInput(reference);
  const lengths = items.map((item) => Array.isArray(item) ? item.length : 0);
  if (lengths.reduce((sum, length) => sum + length, 0) > MOST_VALUES * 3) {
    return refusedInput(TOO_MANY);
  }
  const input: Input = { readings: [], leftOut: 0 };
  for (const item of items) {
    if (Array.isArray(item) && item.length <= 2) continue;
    const error = addItem(input, item, reference);
    if (error) return { ...input, error };
    if (input.readings.length > MOST_VALUES) return refusedInput(TOO_MANY);
  }
  return input;
}

/** Returns the seconds since 1970 to which offsets are added, or the sentence that refuses them. */
function referenceTime(parameters: Parameters, lastOffset: unknown, now: number): number | string {
  const name = ["sentat", "offset", "time"].find((one) => has(parameters, one));
  const seconds = wholeSeconds(name ? parameters[name] : lastOffset);
  if (seconds === undefined) return `Format error, ${name ?? "time offset"} is not numeric`;
  return name === "time" ? seconds : now - seconds;
}

/** Adds the values of one item; returns the sentence that refuses it. */
function addItem(input: Input, item: unknown, reference: number): string | undefined {
  if (!Array.isArray(item)) return "Format error, bulk item is not a list";
  const [offset, node, ...values] = item;
  const seconds = wholeSeconds(offset);
  if (seconds === undefined) return "Format error, time offset is not numeric";
  if (isObject(node)) return "Format error, node must not be an object";
  const [start, time] = [`${nodeName(String(node ?? ""))}/`, readingTime(reference + seconds)];
  const add = (name: string, value: unknown) => {
    if (value === null || value === "") return;
    const number = readingValue(value);
    if (number === undefined) input.leftOut++;
    else input.readings.push({ variable: start + name, time, value: number } satisfies Reading);
  };
  let place = 0;
  for (const value of values) {
    if (!isObject(value)) add(String(++place), value);
    else for (const [name, named] of Object.entries(value)) add(name.trim(), named);
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
