import type { ScopedSql } from "../../db/scope.ts";
import type { SumBy } from "../../domain/power_sum.ts";

/** SQL: the name that a site `s` is summed under, in the order of its bytes in any database. */
export const sumName = (sql: ScopedSql, by: SumBy) =>
  by === "total" ? sql`'total'` : by === "dno" ? sql`s.dno collate "C"` : sql`s.gsp collate "C"`;

/**
 * SQL: the name and its number among those of all rows, from 1 on. Grouping by the number costs a
 * fifth less than grouping by the text.
 */
export const numberedNames = (sql: ScopedSql, by: SumBy) =>
  sql`${sumName(sql, by)} as name, dense_rank() over (order by ${sumName(sql, by)})::int as number`;
