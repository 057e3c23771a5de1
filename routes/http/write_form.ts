import { AppError, type FieldError } from "../../domain/errors.ts";
import { parseForm } from "./parse_form.ts";
import type { Posted } from "../../views/ui/form_state.ts";
import type { z } from "zod";

/**
 * Checks a posted form and writes it. Returns what is wrong with its fields, also what `write` throws
 * as "invalid" of a field: it must throw that before it changes anything. Undefined when it is done.
 * `blank` says what an empty field becomes (parse_form.ts): null in an edit.
 */
export async function writeForm<S extends z.ZodObject>(
  schema: S,
  posted: Posted,
  write: (data: z.output<S>) => Promise<unknown>,
  blank: "absent" | "null" = "absent",
): Promise<FieldError[] | undefined> {
  const { data, fields } = parseForm(schema, posted, { blank });
  if (fields) return fields;
  try {
    await write(data);
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid" && error.details.fields) {
      return error.details.fields;
    }
    throw error;
  }
}
