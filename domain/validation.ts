import type { z } from "zod";
import { type FieldError, jsonPointer } from "./errors.ts";
import { listFaults } from "./list_faults.ts";
import type { Fault } from "./unknown_names.ts";

/** Valid data, or what is wrong with each field; never both. */
export type Parsed<T> = { data: T; fields?: undefined } | {
  data?: undefined;
  fields: FieldError[];
};

/**
 * Checks input against a schema. Returns the parsed data, or one sentence for each invalid field.
 */
export function parse<S extends z.ZodType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const faults = listFaults(schema, input);
  if (faults.length > 0) return { fields: fieldErrors({ issues: faults }) };
  const result = schema.safeParse(input);
  return result.success ? { data: result.data } : { fields: fieldErrors(result.error) };
}

/** Lists the issues of a failed parse by field; nested fields are joined with dots. */
export function fieldErrors(error: { issues: readonly Fault[] }): FieldError[] {
  return error.issues.map(({ path, message }) => {
    const field = { field: path.join("."), message };
    const hasDot = path.some((part) => String(part).includes("."));
    return hasDot ? { ...field, at: { pointer: jsonPointer(path) } } : field;
  });
}
