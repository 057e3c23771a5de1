import type { Fragment, Fragments } from "../kit/queries.ts";

/**
 * SQL: a time as Python's `isoformat` writes one without a zone, but with a blank for the T. It has six
 * digits of a second, or none.
 */
export const naive = (sql: Fragments, time: Fragment): Fragment =>
  sql`case length((${time})::text) when 19 then (${time})::text else rpad((${time})::text, 26, '0') end`;

/** SQL: the text of a column in JSON; `nearest` where it is NULL. */
export const jsonText = (sql: Fragments, column: Fragment, nearest: string): Fragment =>
  sql`to_json(coalesce(${column}, ${nearest}::text))`;

/** SQL: a number in JSON; `nearest` where it is NULL or not finite. */
export const jsonNumber = (sql: Fragments, column: Fragment, nearest: "0" | "null"): Fragment =>
  sql`case when ${column} > '-Infinity' and ${column} < 'Infinity' then (${column})::text
    else ${nearest}::text end`;
