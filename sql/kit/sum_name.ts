import type { ScopedSql } from "../../db/scope.ts";
import type { SumBy } from "../../domain/power_sum.ts";

/** SQL: the name that a site `s` is summed under, in the order of its bytes in any database. */
export const sumName = (sql: ScopedSql, by: SumBy) =>
  by === "total" ? sql`'total'` : by === "dno" ? sql`s.dno collate "C"` : sql`s.gsp collate "C"`;
