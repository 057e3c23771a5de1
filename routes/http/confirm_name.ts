import type { FieldError } from "../../domain/errors.ts";
import { type Posted, textOf } from "../../views/ui/form_state.ts";

/** Checks the field `confirm_name`, in which people type the name of what they are about to delete. */
export function wrongName(posted: Posted, name: string): FieldError[] {
  const typed = textOf({ values: posted, errors: [] }, "confirm_name").trim();
  if (typed === name.trim()) return [];
  return [{ field: "confirm_name", message: `Type the name exactly like this: ${name}` }];
}
