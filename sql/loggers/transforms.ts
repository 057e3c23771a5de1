import type { ScopedSql } from "../../db/scope.ts";
import type { Transform } from "../../domain/loggers/transforms.ts";

/** Replaces the transforms of a variable. Returns its id; undefined if the logger has no such one. */
export async function store(
  sql: ScopedSql,
  loggerUuid: string,
  variableId: string,
  chain: readonly Transform[],
): Promise<string | undefined> {
  const [row] = await sql<{ variable_id: string }[]>`
    update app.logger_variables set transforms = ${sql.json(chain)}
    where logger_uuid = ${loggerUuid} and variable_id::text = ${variableId}
    returning variable_id::text`;
  return row?.variable_id;
}
