import { z } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";

/** The id of a row in a path; `idOf` of routes/charging/ids.ts returns its number. */
export const pathId = (what: string) =>
  z.string().regex(/^[1-9]\d{0,9}$/, { error: `Not a valid id of a ${what}.` })
    .openapi({ example: "1" });

/** Throws "invalid" when an edit has no field. */
export function someOf<T extends object>(changes: T): T {
  if (Object.keys(changes).length > 0) return changes;
  throw new AppError("invalid", "Send at least one field.");
}
