import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";

/**
 * Returns the highest finite measured power (kW) of sites, by UUID: of everything stored that starts
 * before `before`, or of the last `days` before it. A site without any has no entry.
 */
export async function highestKw(
  sql: ScopedSql | OwnerSql,
  siteUuids: string[],
  before: Temporal.Instant,
  days?: number,
): Promise<Map<string, number>> {
  const from = days === undefined ? null : before.subtract({ hours: 24 * days });
  const rows = await sql<{ site_uuid: string; kw: number }[]>`
    select site_uuid, max(generation_power_kw) as kw from generation
    where site_uuid = any(${siteUuids}::uuid[]) and start_utc < ${before}::timestamp
      and start_utc >= coalesce(${from}::timestamp, '-infinity')
      and abs(generation_power_kw) < 1e300
    group by site_uuid`;
  return new Map(rows.map(({ site_uuid, kw }) => [site_uuid, kw]));
}
