import type { DevicePool, OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { Reading } from "../../domain/loggers/reading.ts";
import {
  type ReadingColumns,
  readingColumns,
  type Stored,
  WRONG_TIME,
} from "../../domain/loggers/stored_readings.ts";
import type { Fragment, Fragments } from "../kit/queries.ts";
import type { VariableReading } from "../../domain/loggers/variable_reading.ts";

interface StoredRow {
  inserted: number;
  changed: number;
  unchanged: number;
  refused: number[];
  unknown: Record<string, number>;
}

/** SQL: the columns of a StoredRow. */
const result = (sql: Fragments): Fragment =>
  sql`inserted, changed, unchanged, to_json(refused) as refused, unknown`;

/**
 * Stores readings of a logger of the caller's: the last value sent for a variable and time wins,
 * order does not matter. They belong to the sessions that their times lie in, or to the session
 * `number`. Throws "not_found" (P0002) for a stranger's logger.
 */
export async function storeReadings(
  sql: ScopedSql,
  loggerUuid: string,
  readings: readonly Reading[],
  { number }: { number?: number } = {},
): Promise<Stored> {
  const columns = readingColumns(readings);
  const [row] = await sql<StoredRow[]>`
    select ${result(sql)} from app.store_readings(${loggerUuid}::uuid, ${columns.names}::text[],
      ${array(columns.indexes)}::text::int[], ${array(columns.times)}::text::bigint[],
      ${array(columns.values)}::text::float8[], ${number ?? null}::int)`;
  return stored(columns, row!);
}

/**
 * Stores readings by the key of a logger, given as its SHA-256, in one round trip; undefined when the
 * key is unknown or revoked. Runs outside any scope, since the key is the right.
 */
export async function storeFromDevice(
  sql: DevicePool | OwnerSql,
  keyHash: Uint8Array,
  readings: readonly Reading[],
): Promise<Stored | undefined> {
  const columns = readingColumns(readings);
  const [row] = await sql<StoredRow[]>`
    select ${result(sql)} from app.write_readings(${keyHash}, ${columns.names}::text[],
      ${array(columns.indexes)}::text::int[], ${array(columns.times)}::text::bigint[],
      ${array(columns.values)}::text::float8[])`;
  return row && stored(columns, row);
}

/** An array of numbers as PostgreSQL reads it; as a text, since that of 5,000 is made at once. */
const array = (numbers: number[]): string => `{${numbers.join()}}`;

function stored({ places, refused }: ReadingColumns, row: StoredRow): Stored {
  const late = row.refused.map((index) => ({ index: places[index]!, message: WRONG_TIME }));
  return {
    new: row.inserted,
    changed: row.changed,
    unchanged: row.unchanged,
    unknown: row.unknown,
    refused: [...refused, ...late].sort((a, b) => a.index - b.index),
  };
}

/** Which newest readings are wanted. */
export interface NewestQuery {
  /** The earliest time, included (UTC). */
  since?: Temporal.Instant;
  /** How many of each variable at most. */
  limit?: number;
  /** Keys of variables; all of the logger if left out. */
  variables?: string[];
}

/**
 * Returns the newest readings of each variable of a logger of the caller's, the newest first within a
 * variable, without those that live pages hide. Throws "not_found" (P0002) for a stranger's logger.
 */
export async function newestReadings(
  sql: ScopedSql,
  loggerUuid: string,
  { since, limit = 50, variables }: NewestQuery = {},
): Promise<VariableReading[]> {
  return await sql<VariableReading[]>`
    select variable_id::text as variable_id, time_utc, value, number
    from app.newest_readings(${loggerUuid}::uuid, ${since?.toString() ?? "-infinity"}::timestamp,
      ${limit}, ${bigints(variables)}::text::bigint[])`;
}

/** Which readings of a logger are wanted, and after which the page begins. */
export interface ReadingsQuery {
  /** The first time, included (UTC). */
  from: Temporal.Instant;
  /** The end, excluded (UTC). */
  to: Temporal.Instant;
  limit: number;
  /** The last reading of the page before. */
  after?: Pick<VariableReading, "time_utc" | "variable_id">;
  variables?: string[];
  /** Number of a session. */
  number?: number;
}

/**
 * Returns readings of a logger of the caller's by time and variable. Throws "not_found" (P0002) for a
 * stranger's logger.
 */
export async function readingsBetween(
  sql: ScopedSql,
  loggerUuid: string,
  { from, to, limit, after, variables, number }: ReadingsQuery,
): Promise<VariableReading[]> {
  return await sql<VariableReading[]>`
    select variable_id::text as variable_id, time_utc, value, number
    from app.readings_between(${loggerUuid}::uuid, ${from}::timestamp, ${to}::timestamp,
      ${limit}, ${after?.time_utc ?? null}::timestamp, ${after?.variable_id ?? null}::bigint,
      ${bigints(variables)}::text::bigint[], ${number ?? null}::int)`;
}

const bigints = (ids?: string[]): string | null => ids === undefined ? null : `{${ids.join()}}`;
