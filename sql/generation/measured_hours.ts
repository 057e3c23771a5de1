import type { OwnerSql } from "../../db/client.ts";
import type { MeasuredHour } from "../../domain/sites/hints/hint.ts";
import { finiteGeneration } from "./finite.ts";

/**
 * Returns the energy of a site by UTC hour, in order of time: of periods that start in [start, end)
 * and last at most an hour. Longer ones, and what others left of them, tell no time of the day.
 */
export async function measuredHours(
  sql: OwnerSql,
  siteUuid: string,
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<MeasuredHour[]> {
  return await sql<MeasuredHour[]>`
    select extract(epoch from min(start_utc))::float8 * 1000 as "startMs",
      extract(epoch from max(end_utc))::float8 * 1000 as "endMs",
      sum(generation_power_kw * seconds) / 3600 as kwh,
      sum(seconds) * 1000 as "coveredMs",
      max(generation_power_kw) as "highestKw"
    from ${finiteGeneration(sql, [siteUuid], start, end)} g,
      lateral (select extract(epoch from end_utc - start_utc)::float8 as seconds) length
    where seconds > 0 and seconds <= 3600 and not is_cut
    group by date_trunc('hour', start_utc) order by 1`;
}
