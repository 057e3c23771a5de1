import type { OwnerSql } from "../../db/client.ts";

/** Rows that one transaction deletes: few enough that nobody waits long for its locks. */
const CHUNK = 20_000;

/** Returns a variable that was deleted and may still have readings or quarter hours. */
export async function nextDropped(sql: OwnerSql): Promise<string | undefined> {
  const [row] = await sql<{ variable_id: string }[]>`
    select variable_id::text as variable_id from app.dropped_variables
    order by dropped_utc, variable_id limit 1`;
  return row?.variable_id;
}

/**
 * Deletes a chunk of the readings and quarter hours of a deleted variable; returns false once there
 * were none left.
 */
export async function deleteDropped(sql: OwnerSql, variableId: string): Promise<boolean> {
  const readings = await sql`
    delete from app.logger_readings where variable_id = ${variableId}::bigint and time_utc = any(array(
      select time_utc from app.logger_readings where variable_id = ${variableId}::bigint
      limit ${CHUNK}))`;
  if (readings.count > 0) return true;
  const quarters = await sql`
    delete from app.logger_quarters where variable_id = ${variableId}::bigint and quarter = any(array(
      select quarter from app.logger_quarters where variable_id = ${variableId}::bigint
      limit ${CHUNK}))`;
  if (quarters.count > 0) return true;
  await sql`delete from app.dropped_variables where variable_id = ${variableId}::bigint`;
  return false;
}
