import { microText } from "../../domain/loggers/microseconds.ts";
import { type MicroSpan, type Samples, SECOND } from "../../domain/loggers/samples.ts";
import type { OwnerTransaction } from "../kit/queries.ts";

/**
 * Returns the readings of variables from `start` to `end`, both included, by the key of the variable;
 * one without any has no entry.
 */
export async function samplesOf(
  sql: OwnerTransaction,
  variableIds: readonly string[],
  { start, end }: MicroSpan,
): Promise<Map<string, Samples>> {
  const rows = await sql<{ variable_id: string; times: string; values: string }[]>`
    select variable_id::text as variable_id,
      string_agg((extract(epoch from time_utc - ${
    microText(start)
  }::timestamp) * ${SECOND}::int)::bigint::text,
        ',' order by time_utc) as times,
      string_agg(value::text, ',' order by time_utc) as values
    from app.logger_readings
    where variable_id = any(${`{${variableIds.join()}}`}::text::bigint[])
      and time_utc >= ${microText(start)}::timestamp and time_utc <= ${microText(end)}::timestamp
    group by 1`;
  return new Map(rows.map(({ variable_id, times, values }) => [variable_id, {
    times: numbers(times).map((offset) => start + offset),
    values: numbers(values),
  }]));
}

/** Numbers with commas between them. */
const numbers = (text: string): Float64Array => Float64Array.from(text.split(","), Number);
