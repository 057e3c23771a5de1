import { z } from "@hono/zod-openapi";
import { MOST_INTEGER } from "../../../domain/charging/fields.ts";
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

/** Query parameters of a list of rows with ids, in pages of up to 1000: `limit` and `cursor`. */
export function idCursorQuery(rows: string) {
  return z.object({
    limit: z.string().regex(/^([1-9]\d{0,2}|1000)$/, { error: `Ask for 1 to 1000 ${rows}.` })
      .default("100").transform(Number),
    cursor: z.string().regex(/^[1-9]\d{0,9}$/, {
      error: "Send the next_cursor of the page before.",
    }).transform(Number).refine((id) => id <= MOST_INTEGER, {
      error: "Send the next_cursor of the page before.",
    }).optional(),
  });
}

/** The cursor of the next page in a response; null on the last page. */
export const nextId = z.int().nullable().describe("For the next page; null on the last one");

/**
 * Cuts rows, of which the query returned one more than `limit`, to a page, and returns it with the id of
 * its last row, or null where no page follows. Throws "invalid" at the cursor where there are no rows
 * because its row was deleted.
 */
export function idPage<T extends { id: number }>(
  rows: readonly T[] | undefined,
  limit: number,
): { rows: T[]; next: number | null } {
  if (!rows) {
    const message = "Nothing has this id any more: begin again without a cursor.";
    throw new AppError("invalid", message, { fields: [{ field: "cursor", message }] });
  }
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? page.at(-1)!.id : null };
}
