import type postgres from "postgres";
import type { ScopedSql } from "../../db/scope.ts";

/**
 * Runs a query of many sites without nested loops, and allows them again. The planner expects ten
 * rows of a table whose policy compares with an array, and joins ten thousand by loops then, which
 * takes seconds. All three statements are sent at once.
 */
export async function withHashJoins<Rows extends readonly object[]>(
  sql: ScopedSql,
  query: postgres.PendingQuery<Rows & postgres.Row[]>,
): Promise<Rows> {
  const [, rows] = await Promise.all([
    sql`select set_config('enable_nestloop', 'off', true)`.execute(),
    query.execute(),
    sql`select set_config('enable_nestloop', 'on', true)`.execute(),
  ]);
  return rows as unknown as Rows;
}
