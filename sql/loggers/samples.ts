import { microText } from "../../domain/loggers/microseconds.ts";
import { type MicroSpan, type Samples, SECOND } from "../../domain/loggers/samples.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { Fragment, Fragments, OwnerTransaction } from "../kit/queries.ts";

/**
 * Returns the readings of variables from `start` to `end`, both included, by the key of the variable;
 * one without any has no entry.
 */
export async function samplesOf(
  sql: OwnerTransaction,
  variableIds: readonly string[],
  { start, end }: MicroSpan,
): Promise<Map<string, Samples>> {
  const rows = await sql<Row[]>`
    select ${columns(sql, start)} from app.logger_readings
    where variable_id = any(${`{${variableIds.join()}}`}::text::bigint[])
      and time_utc >= ${microText(start)}::timestamp and time_utc <= ${microText(end)}::timestamp
    group by 1`;
  return samples(rows, start);
}

/** Returns the same of one logger in a scope that sees it, at most so many readings, the oldest. */
export async function samplesInScope(
  sql: ScopedSql,
  loggerUuid: string,
  variableIds: readonly string[],
  { start, end }: MicroSpan,
  most: number,
): Promise<Map<string, Samples>> {
  const rows = await sql<Row[]>`
    select ${columns(sql, start)}
    from app.readings_between(${loggerUuid}::uuid, ${microText(start)}::timestamp,
      ${microText(end + 1)}::timestamp, ${most},
      of_variables => ${`{${variableIds.join()}}`}::text::bigint[])
    group by 1`;
  return samples(rows, start);
}

interface Row {
  variable_id: string;
  times: string;
  values: string;
}

/** SQL: times and values of a variable as texts, which are read sooner than arrays are. */
const columns = (sql: Fragments, start: number): Fragment =>
  sql`variable_id::text as variable_id,
    string_agg((extract(epoch from time_utc - ${microText(start)}::timestamp)
      * ${String(SECOND)}::int)::bigint::text, ',' order by time_utc) as times,
    string_agg(value::text, ',' order by time_utc) as values`;

function samples(rows: readonly Row[], start: number): Map<string, Samples> {
  return new Map(rows.map(({ variable_id, times, values }) => [variable_id, {
    times: numbers(times).map((offset) => start + offset),
    values: numbers(values),
  }]));
}

/** Numbers with commas between them. */
const numbers = (text: string): Float64Array => Float64Array.from(text.split(","), Number);
