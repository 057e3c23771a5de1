import type { ScopedSql } from "../../db/scope.ts";
import type { VariableQuarter } from "../../domain/loggers/variable_reading.ts";

/** Which quarter hours are wanted: [from, to), counted from 1970-01-01 00:00 UTC. */
export interface QuartersQuery {
  from: number;
  to: number;
  /** Keys of variables; all of the logger if left out. */
  variables?: string[];
}

/**
 * Returns quarter hours of variables of a logger of the caller's, by variable and time; those without
 * readings are left out. Throws "not_found" (P0002) for a stranger's logger.
 */
export async function quartersBetween(
  sql: ScopedSql,
  loggerUuid: string,
  { from, to, variables }: QuartersQuery,
): Promise<VariableQuarter[]> {
  return await sql<VariableQuarter[]>`
    select variable_id::text as variable_id, quarter, mean, minimum, maximum, last, known_seconds
    from app.quarters_between(${loggerUuid}::uuid, ${from}, ${to},
      ${variables === undefined ? null : `{${variables.join()}}`}::text::bigint[])`;
}
