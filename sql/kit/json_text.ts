import type { ScopedSql } from "../../db/scope.ts";
import type { Fragment, Fragments } from "./queries.ts";

/**
 * Response bodies in JSON that PostgreSQL makes as text. For thousands of values, making objects of
 * rows and text of objects would cost ten times as much. The text is concatenated, which is faster
 * than PostgreSQL's functions for JSON. Numbers have at most three decimals: watts.
 */

/** UTF-8. */
export type Json = Uint8Array<ArrayBuffer>;

export type Time = Temporal.Instant;

/** Returns the only column of the only row of a `raw()` result, in UTF-8. */
export function text(rows: unknown): Json {
  return (rows as Json[][])[0]![0]!;
}

/** Returns the members `start_utc` and `end_utc` of a body, as JSON text that ends in a comma. */
export const range = (start: Time, end: Time) => `"start_utc":"${start}","end_utc":"${end}",`;

/** Returns a body of many sites up to the first of them. */
export const beforeSites = (start: Time, end: Time) => `{${range(start, end)}"sites":[`;

/** SQL: a column's time in RFC 3339 without the Z. */
export const iso = (sql: ScopedSql, column: "start_utc" | "end_utc" | "timestamp_utc") =>
  column === "start_utc"
    ? sql`replace(start_utc::text, ' ', 'T')`
    : column === "end_utc"
    ? sql`replace(end_utc::text, ' ', 'T')`
    : sql`replace(timestamp_utc::text, ' ', 'T')`;

/**
 * SQL: a number with at most three decimals. From 1e12 on it is as it is: multiplied it could
 * overflow (SQLSTATE 22003). Adding 0 turns -0 into 0.
 */
export const rounded = (sql: Fragments, number: Fragment): Fragment =>
  sql`case when abs(${number}) < 1e12 then round(${number} * 1000) / 1000 + 0 else ${number} end`;
