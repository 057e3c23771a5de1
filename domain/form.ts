import type { z } from "zod";
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
