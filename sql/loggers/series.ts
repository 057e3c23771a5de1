import type { ScopedSql } from "../../db/scope.ts";

export const SERIES_KINDS = ["consumption", "charger"] as const;

/** Mean power over a period, in kW. */
export interface SeriesValue {
  start_utc: string;
  end_utc: string;
  power_kw: number;
}

/** Returns the consumption or the charger power of a site that loggers measured, by time. */
export async function seriesBetween(
  sql: ScopedSql,
  siteUuid: string,
  kind: typeof SERIES_KINDS[number],
  { start, end }: { start: Temporal.Instant; end: Temporal.Instant },
): Promise<SeriesValue[]> {
  return await sql<SeriesValue[]>`
    select start_utc, end_utc, power_kw from app.site_series
    where site_uuid = ${siteUuid}::uuid and kind = ${kind}
      and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
    order by start_utc`;
}
