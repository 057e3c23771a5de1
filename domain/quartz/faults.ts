import type { z } from "zod";

/** An item of `detail` in a response of 422, as FastAPI writes it. */
export interface Fault {
  type: string;
  loc: (string | number)[];
  msg: string;
  input: unknown;
}

export type Place = "query" | "path" | "body";

/** Most faults that are listed. */
export const MOST_FAULTS = 100;

/** Longest text of an input that is sent back. */
const LONGEST_INPUT = 200;

export function fault(
  loc: Fault["loc"],
  [type, msg]: readonly [type: string, msg: string],
  input: unknown,
): Fault {
  return { type, loc, msg, input: shortened(input) };
}

const shortened = (input: unknown): unknown =>
  typeof input === "string"
    ? input.slice(0, LONGEST_INPUT).toWellFormed()
    : typeof input === "object" && input !== null
    ? null
    : Number.isFinite(input) || typeof input !== "number"
    ? input ?? null
    : null;

export const MISSING = ["missing", "Field required"] as const;
export const NO_BOOLEAN = [
  "bool_parsing",
  "Input should be a valid boolean, unable to interpret input",
] as const;
export const NO_UUID = ["uuid_parsing", "Input should be a valid UUID"] as const;

/** What is wrong, by the type that a schema wants. */
const WANTED: Record<string, readonly [string, string]> = {
  number: ["float_type", "Input should be a valid number"],
  int: ["int_type", "Input should be a valid integer"],
  string: ["string_type", "Input should be a valid string"],
  array: ["list_type", "Input should be a valid list"],
  object: [
    "model_attributes_type",
    `Input should be a valid dictionary or object to extract fields from`,
  ],
};

/** Returns the issue of a schema as FastAPI names it. */
export function faultOf(issue: z.core.$ZodIssue, place: Place, before: Fault["loc"] = []): Fault {
  const loc = [
    place,
    ...before,
    ...issue.path.map((key) => typeof key === "number" ? key : String(key)),
  ];
  return fault(loc, wordsOf(issue), issue.input);
}

function wordsOf(issue: z.core.$ZodIssue): readonly [string, string] {
  if (issue.code === "invalid_type") {
    if (issue.input === undefined) return MISSING;
    return WANTED[issue.expected] ?? ["value_error", issue.message];
  }
  if (issue.code === "too_small") {
    return issue.origin === "array"
      ? ["too_short", `List should have at least ${issue.minimum} item after validation, not 0`]
      : ["greater_than_equal", `Input should be greater than or equal to ${issue.minimum}`];
  }
  if (issue.code === "too_big" && issue.origin !== "string") {
    return ["less_than_equal", `Input should be less than or equal to ${issue.maximum}`];
  }
  return ["value_error", issue.message];
}
