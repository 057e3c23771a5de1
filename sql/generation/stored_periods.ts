import type { OwnerSql } from "../../db/client.ts";
import type { Span } from "../../domain/generation/energy.ts";

/**
 * Returns the periods of a site's rows that start in [start, end) as they are stored, by time; also
 * of rows that nothing reads. A period without an end ends at Infinity.
 */
export async function storedPeriods(
  sql: OwnerSql,
  siteUuid: string,
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<Span[]> {
  return await sql<Span[]>`
    select date_part('epoch', start_utc) * 1000 as "startMs",
      date_part('epoch', end_utc) * 1000 as "endMs"
    from generation
    where site_uuid = ${siteUuid}::uuid
      and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
    order by start_utc, end_utc`;
}
