import type { ScopedSql } from "../../db/scope.ts";

/**
 * Answers as the JSON text of the body, made by PostgreSQL: turning rows into objects and these into
 * text again is most of what an answer with many values would cost here. By concatenation, which is
 * faster there than the functions for JSON. Numbers are written so that they come back as they are.
 * What is not finite, and what in `probabilistic_values` is no number, is left out or null as in
 * `forecasts.latest` and `generation.between`.
 */
export type Json = Uint8Array<ArrayBuffer>;

export type Time = Temporal.Instant;

/** The text of the only column of the only row, as it came. */
export function text(rows: unknown): Json {
  return (rows as Json[][])[0]![0]!;
}

export const range = (start: Time, end: Time) => `"start_utc":"${start}","end_utc":"${end}",`;

/** A time of PostgreSQL without the Z that belongs behind it. */
export const iso = (sql: ScopedSql, column: "start_utc" | "end_utc" | "timestamp_utc") =>
  column === "start_utc"
    ? sql`replace(start_utc::text, ' ', 'T')`
    : column === "end_utc"
    ? sql`replace(end_utc::text, ' ', 'T')`
    : sql`replace(timestamp_utc::text, ' ', 'T')`;
