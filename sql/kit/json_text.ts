import type { ScopedSql } from "../../db/scope.ts";

/**
 * Response bodies in JSON that PostgreSQL makes as text. For thousands of values, making objects of
 * rows and text of objects would cost ten times as much. The text is concatenated, which is faster
 * than PostgreSQL's functions for JSON. Numbers have as many digits as it takes to read the same
 * number back.
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

/** SQL: a column's time in RFC 3339 without the Z. */
export const iso = (sql: ScopedSql, column: "start_utc" | "end_utc" | "timestamp_utc") =>
  column === "start_utc"
    ? sql`replace(start_utc::text, ' ', 'T')`
    : column === "end_utc"
    ? sql`replace(end_utc::text, ' ', 'T')`
    : sql`replace(timestamp_utc::text, ' ', 'T')`;
