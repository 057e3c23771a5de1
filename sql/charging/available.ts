import type { PowerPeriod, Span } from "../../domain/generation/energy.ts";
import { generationTouching } from "../generation/finite.ts";
import type { OwnerTransaction } from "../kit/queries.ts";

/**
 * Returns the power that charging could take from a site's own generation around a span, in pieces
 * that lie in order and do not overlap: the measured mean power, not below 0. What the building uses
 * at the same time is not known, so it is the most that charging could take.
 */
export async function availableFor(
  sql: OwnerTransaction,
  siteUuid: string,
  { startMs, endMs }: Span,
): Promise<PowerPeriod[]> {
  const [start, end] = [startMs, endMs].map(Temporal.Instant.fromEpochMilliseconds);
  return await sql<PowerPeriod[]>`
    select (extract(epoch from start_utc) * 1000)::float8 as "startMs",
      (extract(epoch from end_utc) * 1000)::float8 as "endMs",
      greatest(generation_power_kw, 0)::float8 as "powerKw"
    from ${generationTouching(sql, [siteUuid], start!, end!)} measured
    order by start_utc`;
}
