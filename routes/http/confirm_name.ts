import type { FieldError } from "../../domain/errors.ts";
import { type Posted, textOf } from "../../views/ui/form_state.ts";

/** What is wrong with the name that a destructive act asks for, in the field `confirm_name`. */
export function wrongName(posted: Posted, name: string): FieldError[] {
  const typed = textOf({ values: posted, errors: [] }, "confirm_name").trim();
  if (typed === name.trim()) return [];
  return [{ field: "confirm_name", message: `Type the name exactly as it stands here: ${name}` }];
}
