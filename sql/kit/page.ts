import type { AdminSql } from "../../db/scope.ts";
import { MOST_COUNTED } from "../../domain/plural.ts";
import type { Fragment, Fragments } from "./queries.ts";

/** Which rows of a list a page shows. */
export interface Part {
  limit: number;
  offset: number;
}

/** SQL: the rows of a page and one more, for `pageOf`; all rows without a page. */
export const limited = (sql: Fragments, part?: Part): Fragment =>
  part ? sql`limit ${part.limit + 1} offset ${part.offset}` : sql``;

/**
 * Cuts the extra row off the rows of a page (`limit ${limit + 1}`): it says that there is a next
 * page, without a count. The query must order by a unique column at last, or rows may repeat on
 * other pages.
 */
export function pageOf<T>(rows: readonly T[], limit: number): { rows: T[]; hasNext: boolean } {
  return { rows: rows.slice(0, limit), hasNext: rows.length > limit };
}

/**
 * Does the same for scripts that read page after page in the order of a unique column. The cursor
 * is that column of the page's last row; null on the last page. Rows that are added or deleted
 * between two pages move no other row.
 */
export function cursorPage<K extends string, T extends Record<K, string>>(
  rows: readonly T[],
  limit: number,
  key: K,
): { rows: T[]; next_cursor: string | null } {
  const page = pageOf(rows, limit);
  return { rows: page.rows, next_cursor: page.hasNext ? page.rows.at(-1)![key] : null };
}

/** Counts the rows of a query, up to one more than `most`. */
export async function countUpTo(
  sql: AdminSql,
  rows: ReturnType<AdminSql>,
  most = MOST_COUNTED,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (${rows} limit ${most + 1}) counted`;
  return row!.count;
}
