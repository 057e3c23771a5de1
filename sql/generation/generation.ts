import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { GenerationValue } from "../../domain/forecasts/forecast_value.ts";

export type SiteGeneration = GenerationValue & { site_uuid: string };

/**
 * Mean powers of the periods of these sites that start in [start, end), by site and start. Values
 * and ends that are not finite, which the Python SDK can store, are left out.
 */
export async function between(
  sql: ScopedSql | OwnerSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<SiteGeneration[]> {
  return await sql<SiteGeneration[]>`
    select site_uuid, start_utc, end_utc, generation_power_kw from generation
    where site_uuid = any(${siteUuids}::uuid[])
      and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
      and isfinite(end_utc)
      and generation_power_kw not in ('NaN', 'Infinity', '-Infinity')
    order by site_uuid, start_utc`;
}

/** Stores values of any sites; the first of a period wins. Answers how many were new. */
export async function store(sql: OwnerSql, values: SiteGeneration[]): Promise<number> {
  const [row] = await sql<{ stored: number }[]>`
    select app.store_generation(${sql.json(values as never)})::int as stored`;
  return row!.stored;
}
