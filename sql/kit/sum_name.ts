import type { ScopedSql } from "../../db/scope.ts";
import type { SumBy } from "../../domain/power_sum.ts";
import type { Fragment } from "./queries.ts";

/** SQL: the name that a site `s` is summed under, in the order of its bytes in any database. */
export function sumName(sql: ScopedSql, by: SumBy): Fragment {
  const names: Record<SumBy, () => Fragment> = {
    total: () => sql`'total'`,
    dno: () => sql`s.dno collate "C"`,
    gsp: () => sql`s.gsp collate "C"`,
    region: () => sql`s.region collate "C"`,
    country: () => sql`s.country collate "C"`,
    asset_type: () => sql`s.asset_type::text collate "C"`,
  };
  return names[by]();
}

/**
 * SQL: the name and its number among those of all rows, from 1 on. Grouping by the number costs a
 * fifth less than grouping by the text.
 */
export const numberedNames = (sql: ScopedSql, by: SumBy) =>
  sql`${sumName(sql, by)} as name, dense_rank() over (order by ${sumName(sql, by)})::int as number`;
