import type { OwnerSql } from "../../db/client.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { outsideOutages } from "../../domain/sites/outage.ts";
import * as generation from "../../sql/generation/generation.ts";
import * as outages from "../../sql/sites/outages.ts";

/**
 * Returns what forecasts may learn from: the measurements of these sites that start in [start, end),
 * by site, without those that a marked outage or curtailment overlaps.
 */
export async function learnedFrom(
  sql: OwnerSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<Map<string, readonly PowerPeriod[]>> {
  const [measured, marked] = await Promise.all([
    generation.measured(sql, siteUuids, start, end),
    outages.between(sql, siteUuids, start, end.add({ hours: 24 })),
  ]);
  return new Map(
    [...measured].map(([uuid, periods]) => [
      uuid,
      outsideOutages(periods, marked.get(uuid) ?? [], ({ endMs }) => endMs),
    ]),
  );
}
