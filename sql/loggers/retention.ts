import type { OwnerSql } from "../../db/client.ts";

/** Rows that one transaction deletes: few enough that nobody waits long for its locks. */
const CHUNK = 20_000;

/** Deletes a chunk of readings from before a day (UTC) that lie in no partition that ends before it. */
export async function removeStrayReadings(
  sql: OwnerSql,
  before: Temporal.PlainDate,
): Promise<number> {
  const deleted = await sql`
    delete from app.logger_readings r using (
      select variable_id, time_utc from app.logger_readings
      where time_utc < ${before.toString()}::date limit ${CHUNK}) k
    where r.variable_id = k.variable_id and r.time_utc = k.time_utc
      and r.time_utc < ${before.toString()}::date`;
  return deleted.count;
}

/** Counts these readings as far as they lie in the default partition. */
export async function countStrayReadings(
  sql: OwnerSql,
  before: Temporal.PlainDate,
): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::float8 as count from app.logger_readings_default
    where time_utc < ${before.toString()}::date`;
  return row!.count;
}
