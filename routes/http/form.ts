import type { Context } from "hono";
import { AppError } from "../../domain/errors.ts";
import { asUuid } from "./params.ts";
import type { Posted } from "../../views/ui/form_state.ts";

/** Reads a posted form; a field that was sent several times is a list. Throws "invalid" when malformed. */
export async function readForm(c: Context): Promise<Posted> {
  try {
    return await c.req.parseBody({ all: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new AppError("invalid", "The form arrived damaged. Send it again.");
  }
}

/** Returns the form key (sql/kit/form_keys.ts), which makes sending a form twice harmless. */
export function formKeyOf({ form_key }: Posted): string | undefined {
  return asUuid(form_key);
}
