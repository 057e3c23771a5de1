import { z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";

/** The largest value of a column of type integer. */
const MOST = 2_147_483_647;

/** The id of a row in a path. */
export const pathId = (what: string) =>
  z.string().regex(/^[1-9]\d{0,9}$/, { error: `Not a valid id of a ${what}.` })
    .openapi({ example: "1" });

/** Returns the number of an id in a path. Throws not_found for numbers that no row has. */
export function idOf(text: string, what: string): number {
  const id = Number(text);
  return found(id <= MOST ? id : undefined, what);
}

/** Throws "invalid" when an edit has no field. */
export function someOf<T extends object>(changes: T): T {
  if (Object.keys(changes).length > 0) return changes;
  throw new AppError("invalid", "Send at least one field.");
}
