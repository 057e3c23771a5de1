import type { Context } from "hono";
import { z } from "zod";
import { AppError } from "../../domain/errors.ts";
import type { Posted } from "../../domain/form.ts";
import { hashingIsBusy } from "../../domain/account/password.ts";

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

/** Before a password is hashed: a long line of others is answered at once, not joined. */
export function refuseWhenBusy(): void {
  if (!hashingIsBusy()) return;
  const message = "Very many people are signing in at this moment. Try again in a few seconds.";
  throw new AppError("unavailable", message, { retryAfterSeconds: 5 });
}
