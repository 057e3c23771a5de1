import { z } from "@hono/zod-openapi";
import { AppError } from "../../domain/errors.ts";
import { firstOffender } from "../../domain/ingestion.ts";

/** What became of the rows of a request, in JSON. */
export const counts = {
  inserted: z.int(),
  unchanged: z.int().describe("Already stored with the same values, or sent twice"),
  conflicting: z.int().describe("Not stored: other values are stored already"),
  first_conflict: z.string().nullable().describe("The place of the first of those, like Row 3"),
};

export const ALL_OR_NONE =
  "Up to 10 MB. All rows are stored or none; the error names the first row that is refused.";

/** Refuses a body for its first invalid row: a large body may have a hundred thousand of them. */
export function refuseFirst(result: { success: boolean; error?: z.ZodError }): undefined {
  if (result.success) return undefined;
  const offender = firstOffender(result.error!);
  throw new AppError("invalid", offender.message, { fields: [offender] });
}
