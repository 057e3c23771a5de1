import type { Context } from "hono";
import { z } from "zod";
import { AppError } from "../../domain/errors.ts";
import type { Posted } from "../../views/ui/form_state.ts";

/** The fields of a posted form, lists where a name came more than once. Throws "invalid" when it is none. */
export async function readForm(c: Context): Promise<Posted> {
  try {
    return await c.req.parseBody({ all: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new AppError("invalid", "The form arrived damaged. Send it again.", { cause: error });
  }
}

/** The key by which a form that is sent twice is known (sql/kit/form_keys.ts); undefined: it has none. */
export function formKeyOf({ form_key }: Posted): string | undefined {
  return z.guid().safeParse(form_key).data;
}
