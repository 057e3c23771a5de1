import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { AppError } from "../../domain/errors.ts";
import { linkNext } from "./next_page.ts";

/**
 * Query parameters of lists that are read whole, because they are short: up to 1000 rows at once, which
 * is nearly always all of them.
 */
export const partQuery = z.object({
  limit: z.string().regex(/^([1-9]\d{0,2}|1000)$/, { error: "Ask for 1 to 1000 rows." })
    .default("1000").transform(Number),
  cursor: z.string().max(300).optional().describe("The next_cursor of the page before"),
});

/** The cursor in the response of such a list. */
export const nextCursor = z.string().nullable().describe("null on the last page");

/**
 * Returns the rows of a list after the one whose `key` is the cursor, and links to the next ones.
 * Throws "invalid" when no row has that key any more.
 */
export function partOf<K extends string, T extends Record<K, string>>(
  c: Context,
  rows: readonly T[],
  { limit, cursor }: z.output<typeof partQuery>,
  key: K,
): { rows: T[]; next_cursor: string | null } {
  const start = cursor === undefined ? 0 : rows.findIndex((row) => row[key] === cursor) + 1;
  if (cursor !== undefined && start === 0) {
    const message = "The row of this cursor is gone. Begin again without it.";
    const fields = [{ field: "cursor", message, at: { parameter: "cursor" } }];
    throw new AppError("invalid", message, { fields });
  }
  const shown = rows.slice(start, start + limit);
  const hasNext = rows.length > start + limit;
  return { rows: shown, next_cursor: linkNext(c, hasNext ? shown.at(-1)![key] : null) };
}
