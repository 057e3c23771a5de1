import type { z } from "zod";

/** An item of `detail` in a response of 422, as FastAPI writes it with pydantic 2.3. */
export interface Fault {
  type: string;
  loc: (string | number)[];
  msg: string;
  input: unknown;
  /** The bound that a number is beyond, or where JSON ends to be any. */
  ctx?: Record<string, unknown>;
  url?: string;
}

export type Place = "query" | "path" | "body";

/** Most faults that are listed. */
export const MOST_FAULTS = 100;

/** Longest text of an input that is sent back. */
const LONGEST_INPUT = 200;

/** What is wrong: its type, a sentence, and what the sentence has in it. */
type Words = readonly [type: string, msg: string, ctx?: Record<string, unknown>];

/** Where pydantic explains its types. */
const EXPLAINED = "https://errors.pydantic.dev/2.3/v/";

export function fault(loc: Fault["loc"], [type, msg, ctx]: Words, input: unknown): Fault {
  return { type, loc, msg, input: shortened(input), ...ctx && { ctx }, url: EXPLAINED + type };
}

/** The fault of a body that ends to be JSON at a character. */
export const noJson = (at: number): Fault => ({
  ...{ type: "json_invalid", loc: ["body", at], msg: "JSON decode error" },
  ...{ input: {}, ctx: { error: "Expecting value" } },
});

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

/** The message of a schema of whole numbers for what is no number. */
export const NO_INTEGER = "Input should be a valid integer";
const NO_NUMBER = "Input should be a valid number";

/** What is wrong, by the type that a schema wants. */
const WANTED: Record<string, Words> = {
  int: ["int_from_float", `${NO_INTEGER}, got a number with a fractional part`],
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

function wordsOf(issue: z.core.$ZodIssue): Words {
  if (issue.code === "invalid_type") {
    if (issue.input === undefined) return MISSING;
    if (issue.expected === "number") return noNumber(issue.input, issue.message === NO_INTEGER);
    return WANTED[issue.expected] ?? ["value_error", issue.message];
  }
  if (issue.code === "too_small") {
    const { minimum: ge } = issue;
    return ["greater_than_equal", `Input should be greater than or equal to ${ge}`, { ge }];
  }
  if (issue.code === "too_big" && issue.origin !== "string") {
    const { maximum: le } = issue;
    return ["less_than_equal", `Input should be less than or equal to ${le}`, { le }];
  }
  return ["value_error", issue.message];
}

function noNumber(input: unknown, isWhole: boolean): Words {
  const [kind, message] = isWhole ? ["int", NO_INTEGER] : ["float", NO_NUMBER];
  if (typeof input === "number") return ["finite_number", "Input should be a finite number"];
  if (typeof input !== "string") return [`${kind}_type`, message!];
  const what = isWhole ? "an integer" : "a number";
  return [`${kind}_parsing`, `${message}, unable to parse string as ${what}`];
}
