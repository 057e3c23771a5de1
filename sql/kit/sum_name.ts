import type { ScopedSql } from "../../db/scope.ts";
import type { SumBy } from "../../domain/power_sum.ts";

/** In the order of their bytes, whatever the database's own. */
export const sumName = (sql: ScopedSql, by: SumBy) =>
  by === "total" ? sql`'total'` : by === "dno" ? sql`s.dno collate "C"` : sql`s.gsp collate "C"`;
