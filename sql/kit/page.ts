import type { AdminSql } from "../../db/scope.ts";
import { MOST_COUNTED } from "../../domain/plural.ts";

/**
 * The rows of a page out of one more than it takes (`limit ${limit + 1}`), and whether there is a
 * next: no need to count. Only an order that ends in a unique column shows each row once.
 */
export function pageOf<T>(rows: readonly T[], limit: number): { rows: T[]; hasNext: boolean } {
  return { rows: rows.slice(0, limit), hasNext: rows.length > limit };
}

/**
 * The same for scripts, which walk a list in the order of a unique column: the cursor is that of the
 * page's last row, null when nothing follows. Rows that come or go meanwhile move no other row.
 */
export function cursorPage<K extends string, T extends Record<K, string>>(
  rows: readonly T[],
  limit: number,
  key: K,
): { rows: T[]; next_cursor: string | null } {
  const page = pageOf(rows, limit);
  return { rows: page.rows, next_cursor: page.hasNext ? page.rows.at(-1)![key] : null };
}

/** How many rows a query has, up to one more than MOST_COUNTED. */
export async function countUpTo(
  sql: AdminSql,
  rows: ReturnType<AdminSql>,
  most = MOST_COUNTED,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from (${rows} limit ${most + 1}) counted`;
  return row!.count;
}
