import type { ScopedSql } from "../../db/scope.ts";
import type { Fragment } from "../kit/queries.ts";
import { naive } from "./time.ts";

/** How the site API of Quartz groups sums. */
export type QuartzSumBy = "total" | "dno" | "gsp";

/** SQL: the name that a site `s` is summed under; empty text without one. */
function nameOf(sql: ScopedSql, by: QuartzSumBy): Fragment {
  if (by === "dno") return sql`coalesce(s.dno, '') collate "C"`;
  return by === "gsp" ? sql`coalesce(s.gsp, '') collate "C"` : sql`'total'`;
}

/**
 * SQL: the sums of a table with site_uuid, start_utc and power_kw as members of a list, by start and
 * name; NULL without any. They are not rounded.
 */
export const sumsJson = (sql: ScopedSql, by: QuartzSumBy, table: Fragment): Fragment => {
  const sums = by === "total"
    ? sql`select start_utc, 'total' as name, sum(power_kw) as power_kw from ${table} v
        group by start_utc`
    : sql`select start_utc, name, sum(power_kw) as power_kw
        from ${table} v
        join (select site_uuid, ${nameOf(sql, by)} as name from sites s) s using (site_uuid)
        group by start_utc, name`;
  return sql`
    select string_agg('{"power_kw":' || power_kw || ',"start_utc":"' ||
      replace(${naive(sql, sql`start_utc`)}, ' ', 'T') || '","name":' || to_json(name) || '}', ','
      order by start_utc, name)
    from (${sums}) sums`;
};
