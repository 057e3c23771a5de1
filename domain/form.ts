import { z } from "zod";
import type { FieldError } from "./errors.ts";

export type Parsed<T> = { data: T; fields?: undefined } | {
  data?: undefined;
  fields: FieldError[];
};

/** Checks input against a schema; what is wrong comes back by field, one sentence each. */
export function parse<S extends z.ZodType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const result = schema.safeParse(input);
  return result.success ? { data: result.data } : { fields: fieldErrors(result.error) };
}

/** The issues of a schema, by field: nested fields with dots. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({ field: issue.path.join("."), message: issue.message }));
}

/** A posted form: each field's text, or texts where several were sent under one name. */
export type Posted = Record<string, unknown>;

/** What a form shows: what was typed, and what is wrong with it. */
export interface FormState {
  values: Posted;
  errors: FieldError[];
}

/** A form as it is first shown. Numbers and NULLs of a row may stand in for texts. */
export function blankForm(values: object = {}): FormState {
  return { values: { ...values }, errors: [] };
}

export function errorOf({ errors }: FormState, name: string): string | undefined {
  return errors.find(({ field }) => field === name)?.message;
}

/** The text of a field, empty when there is none. */
export function textOf({ values }: FormState, name: string): string {
  const value = values[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The texts of a field that may be sent several times. */
export function textsOf({ values }: FormState, name: string): string[] {
  return [values[name]].flat().filter((value) => typeof value === "string");
}

export interface BlankFields {
  /** What an empty field means: nothing was said (a default may apply), or NULL was. */
  blank: "absent" | "null";
}

/**
 * Checks a posted form against the schema that the JSON API uses as it is: texts become what the
 * schema wants (numbers with a decimal point or comma, true for a ticked box, lists), and nothing is
 * guessed: a text that is no number stays a text, for the schema to refuse.
 */
export function parseForm<S extends z.ZodObject>(
  schema: S,
  posted: Posted,
  { blank }: BlankFields = { blank: "absent" },
): Parsed<z.output<S>> {
  const input = Object.entries(schema.shape).flatMap(([name, field]) => {
    const value = fromText(kindOf(field as z.ZodType), posted[name], blank);
    return value === undefined ? [] : [[name, value] as const];
  });
  return parse(schema, Object.fromEntries(input));
}

type Kind = "text" | "number" | "boolean" | "list";

function kindOf(field: z.ZodType): Kind {
  if (field instanceof z.ZodNumber) return "number";
  if (field instanceof z.ZodBoolean) return "boolean";
  if (field instanceof z.ZodArray) return "list";
  if (field instanceof z.ZodPipe) return kindOf(field.in as z.ZodType);
  return "unwrap" in field ? kindOf((field as z.ZodOptional<z.ZodType>).unwrap()) : "text";
}

function fromText(kind: Kind, value: unknown, blank: "absent" | "null"): unknown {
  if (kind === "list") return [value ?? []].flat().filter((item) => item !== "");
  if (kind === "boolean") return TICKED.has(value) ? TICKED.get(value) : value;
  if (typeof value !== "string") return value; // several under one name, a file: refused
  const text = value.trim();
  if (text === "") return blank === "null" ? null : undefined;
  return kind === "text" ? text : numberIn(text) ?? text;
}

const TICKED = new Map<unknown, boolean>([
  [undefined, false],
  ["", false],
  ["false", false],
  ["on", true],
  ["true", true],
]);

const NUMBER = /^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/;
/** A thousand to some and one point something to others. */
const AMBIGUOUS = /^[-+]?[1-9]\d{0,2},\d{3}$/;

function numberIn(text: string): number | undefined {
  if (!NUMBER.test(text) || AMBIGUOUS.test(text)) return undefined;
  return Number(text.replace(",", "."));
}
