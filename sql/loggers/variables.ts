import type { ScopedSql } from "../../db/scope.ts";
import type { LoggerVariable, VariableChanges } from "../../domain/loggers/logger_variable.ts";
import { json } from "../kit/json.ts";

/** SQL: the columns of a LoggerVariable. */
const columns = (sql: ScopedSql) =>
  sql`variable_id::text as variable_id, logger_uuid, name, unit, label, transforms, feeds, measures,
    feed_unit, includes_charger, feed_from_utc, first_utc, last_utc, last_value, created_utc`;

/** Returns the variables of a logger of the caller's, by name. */
export async function listVariables(
  sql: ScopedSql,
  loggerUuid: string,
): Promise<LoggerVariable[]> {
  return await sql<LoggerVariable[]>`
    select ${columns(sql)} from app.logger_variables where logger_uuid = ${loggerUuid}::uuid
    order by name`;
}

/** Returns a variable of a logger of the caller's; undefined when the logger has no such one. */
export async function findVariable(
  sql: ScopedSql,
  loggerUuid: string,
  variableId: string,
): Promise<LoggerVariable | undefined> {
  const [variable] = await sql<LoggerVariable[]>`
    select ${columns(sql)} from app.logger_variables
    where logger_uuid = ${loggerUuid}::uuid and variable_id = ${variableId}::bigint`;
  return variable;
}

/**
 * Returns the variable of a name, and makes it if it is missing: many callers at once make one.
 * Undefined when the logger has 500 others. Throws "not_found" (P0002) for a stranger's logger.
 */
export async function findOrMakeVariable(
  sql: ScopedSql,
  loggerUuid: string,
  name: string,
): Promise<LoggerVariable | undefined> {
  const [made] = await sql<{ variable_id: string | null }[]>`
    select app.find_or_make_variable(${loggerUuid}::uuid, ${name})::text as variable_id`;
  const { variable_id } = made!;
  return variable_id === null ? undefined : await findVariable(sql, loggerUuid, variable_id);
}

/** Writes exactly what `changes` has. Returns the variable; undefined when the logger has no such one. */
export async function updateVariable(
  sql: ScopedSql,
  loggerUuid: string,
  variableId: string,
  changes: VariableChanges,
): Promise<LoggerVariable | undefined> {
  const [variable] = await sql<LoggerVariable[]>`
    update app.logger_variables v set unit = c.unit, label = c.label,
      transforms = c.transforms, feeds = c.feeds, measures = c.measures,
      feed_unit = c.feed_unit, includes_charger = c.includes_charger,
      feed_from_utc = c.feed_from_utc
    from (
      select c.* from app.logger_variables o
      cross join jsonb_populate_record(o, ${json(sql, changes)}) c
      where o.logger_uuid = ${loggerUuid}::uuid and o.variable_id = ${variableId}::bigint) c
    where v.variable_id = c.variable_id
    returning v.variable_id::text as variable_id, v.logger_uuid, v.name, v.unit, v.label,
      v.transforms, v.feeds, v.measures, v.feed_unit, v.includes_charger, v.feed_from_utc,
      v.first_utc, v.last_utc, v.last_value, v.created_utc`;
  return variable;
}
