import type postgres from "postgres";
import type { ScopedSql } from "../../db/scope.ts";

type Query<Rows extends readonly object[]> = postgres.PendingQuery<Rows & postgres.Row[]>;

/**
 * Runs a query of many sites without nested loops, and allows them again. The planner expects ten
 * rows of a table whose policy compares with an array, and joins ten thousand by loops then, which
 * takes seconds. All statements are sent at once.
 */
export async function withHashJoins<Rows extends readonly object[]>(
  sql: ScopedSql,
  query: Query<Rows>,
): Promise<Rows> {
  return (await bothWithHashJoins(sql, query))[0];
}

/** Does the same for two queries (or one), with the same two statements around them. */
export async function bothWithHashJoins<
  Rows extends readonly object[],
  Others extends readonly object[] = never,
>(
  sql: ScopedSql,
  query: Query<Rows>,
  other?: Query<Others>,
): Promise<[Rows, Others]> {
  const [, rows, others] = await Promise.all([
    sql`select set_config('enable_nestloop', 'off', true)`.execute(),
    query.execute(),
    other?.execute(),
    sql`select set_config('enable_nestloop', 'on', true)`.execute(),
  ]);
  return [rows, others] as unknown as [Rows, Others];
}

/**
 * Runs a query without merge joins, and allows them again: where the planner expects many rows of a
 * CTE that has few, it would sort all rows of the other side.
 */
export async function withoutMergeJoins<Rows extends readonly object[]>(
  sql: ScopedSql,
  query: Query<Rows>,
): Promise<Rows> {
  const [, rows] = await Promise.all([
    sql`select set_config('enable_mergejoin', 'off', true)`.execute(),
    query.execute(),
    sql`select set_config('enable_mergejoin', 'on', true)`.execute(),
  ]);
  return rows as unknown as Rows;
}
