import type { Context } from "hono";
import { AppError } from "../domain/errors.ts";
import { hashingIsBusy } from "../domain/password.ts";

/** The fields of a posted form. Throws "invalid" when the body is no form. */
export async function readForm(c: Context): Promise<Record<string, unknown>> {
  try {
    return await c.req.parseBody();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new AppError("invalid", "The form arrived damaged. Send it again.", { cause: error });
  }
}

/** Before a password is hashed: a long line of others is answered at once, not joined. */
export function refuseWhenBusy(): void {
  if (!hashingIsBusy()) return;
  const message = "Very many people are signing in at this moment. Try again in a few seconds.";
  throw new AppError("unavailable", message, { retryAfterSeconds: 5 });
}
