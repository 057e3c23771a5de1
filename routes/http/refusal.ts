import { translated } from "../../db/errors.ts";
import { AppError, type FieldError } from "../../domain/errors.ts";

/**
 * Waits for a change and returns why the database refused it, for a form to show; undefined when it
 * was made. The transaction has failed after a refusal: respond with a status of 400 or more.
 */
export async function refusalOf(change: Promise<unknown>): Promise<FieldError[] | undefined> {
  try {
    await change;
  } catch (error) {
    const known = translated(error);
    if (!(known instanceof AppError) || !["conflict", "invalid"].includes(known.code)) throw error;
    return known.details.fields?.length
      ? known.details.fields
      : [{ field: "", message: known.message }];
  }
}
