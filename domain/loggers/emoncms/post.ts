import { instantOf } from "./time_text.ts";
import {
  has,
  type Input,
  jsonOf,
  MOST_VALUES,
  nodeName,
  numberOf,
  type Parameters,
  readingTime,
  readingValue,
  refusedInput,
  textOf,
  TOO_MANY,
  wholeSeconds,
} from "./input.ts";

/**
 * Reads a request to /input/post: the values of one node at one time. `pathNode` is the node in the
 * address, which counts before the parameter `node`; `now` is in whole seconds since 1970. Follows
 * Modules/input/input_methods.php of EmonCMS; a value that is null is left out there as 0, and here
 * altogether.
 */
export function readPost(parameters: Parameters, now: number, pathNode?: string): Input {
  const node = nodeName(pathNode || textOf(parameters, "node"));
  const name = ["json", "fulljson", "csv", "data"].find((one) => has(parameters, one));
  if (!name || parameters[name] === "") {
    return refusedInput("Request contains no data via csv, json or data tag");
  }
  const read = name === "fulljson" || isObject(parameters[name])
    ? readFullJson(jsonOf(parameters, name))
    : readPairs(textOf(parameters, name));
  if (typeof read === "string") return refusedInput(read);
  const time = secondsOf(has(parameters, "time") ? parameters.time : read.time, now);
  if (time === undefined) return refusedInput("Format error, time is not valid");
  return {
    ...(read.error ? { error: read.error } : {}),
    leftOut: read.leftOut,
    readings: read.values.map(([variable, value]) => ({
      variable: `${node}/${variable}`,
      time: readingTime(time),
      value,
    })),
  };
}

/** Values of one node by name, or the sentence that refuses them. */
type Read =
  | { values: [name: string, value: number][]; leftOut: number; time?: unknown; error?: string }
  | string;

const isObject = (value: unknown) => typeof value === "object" && value !== null;
const NOT_NUMERIC = "Format error, json value is not numeric";

/** Reads `{name:value,…}` without quotes, a list of values, or both: unnamed values are 1, 2, 3. */
function readPairs(text: string): Read {
  const values = new Map<string, number>();
  let unnamed = 0;
  const pairs = text.replace(/[^\p{N}\p{L}_\s\-.:,]/gu, "").split(",", MOST_VALUES + 1);
  if (pairs.length > MOST_VALUES) return TOO_MANY;
  for (const pair of pairs) {
    const [first = "", second] = pair.split(":").map((part) => part.trim());
    if (second !== undefined && first === "") {
      return "Format error, json key missing or invalid character";
    }
    const name = second === undefined ? String(++unnamed) : first;
    const value = second ?? first;
    if (value === "null") continue;
    const number = numberOf(value);
    if (number === undefined) {
      return second === undefined ? "Format error: csv value is not numeric" : NOT_NUMERIC;
    }
    values.set(name, number);
  }
  return { values: [...values], leftOut: 0 };
}

/** Reads an object of JSON, whose `time` is that of its values, or a list of them. */
function readFullJson(json: unknown): Read {
  if (!isObject(json) || Object.values(json as object).some(isObject)) {
    return "Input in not a valid JSON object";
  }
  if (Object.keys(json as object).length > MOST_VALUES) return TOO_MANY;
  const entries: [string, unknown][] = Array.isArray(json)
    ? json.map((value, at) => [String(at + 1), value])
    : Object.entries(json as object);
  const isTime = ([name]: [string, unknown]) => name.toLowerCase() === "time";
  const known = entries.filter((entry) => !isTime(entry) && entry[1] !== null);
  const values = known.map(([name, value]) => [name.trim(), readingValue(value)] as const);
  const good = values.filter((entry): entry is [string, number] => entry[1] !== undefined);
  const isInfinite = known.some(([, value]) =>
    typeof value === "number" && !Number.isFinite(value)
  );
  return {
    values: good,
    leftOut: values.length - good.length,
    time: entries.find(isTime)?.[1],
    ...(isInfinite ? { error: NOT_NUMERIC } : {}),
  };
}

/** Returns the seconds since 1970 of a time; `now` without one. Undefined when it is no time. */
function secondsOf(time: unknown, now: number): number | undefined {
  if (time === undefined || time === null || time === "") return now;
  return wholeSeconds(time) ?? (typeof time === "string" ? instantOf(time) : undefined);
}
