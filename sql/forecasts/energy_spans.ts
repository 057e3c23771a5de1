import type { ScopedSql } from "../../db/scope.ts";
import type { KnownSpan } from "../../domain/forecasts/energy/energy_days.ts";
import { generationTouching } from "../generation/finite.ts";
import type { Fragment } from "../kit/queries.ts";
import { latestForecastTouching } from "./latest.ts";

/**
 * Returns the measured energy of a site in spans that meet at these edges (at least two, in order),
 * with the hours that are known; spans of which nothing is known are left out.
 */
export function measured(
  sql: ScopedSql,
  siteUuid: string,
  edges: Temporal.Instant[],
): Promise<KnownSpan[]> {
  const pieces = generationTouching(sql, [siteUuid], edges[0]!, edges.at(-1)!);
  return spans(
    sql,
    sql`select start_utc, end_utc, generation_power_kw as kw from ${pieces} p`,
    edges,
  );
}

/** Returns the energy of the latest forecast of a site in the same way. */
export function newest(
  sql: ScopedSql,
  siteUuid: string,
  edges: Temporal.Instant[],
): Promise<KnownSpan[]> {
  const values = latestForecastTouching(sql, [siteUuid], edges[0]!, edges.at(-1)!);
  return spans(
    sql,
    sql`select start_utc, end_utc, forecast_power_kw as kw from ${values} p`,
    edges,
  );
}

/** Cuts pieces, which do not overlap, at the edges, and adds up the parts of each span. */
async function spans(
  sql: ScopedSql,
  pieces: Fragment,
  edges: Temporal.Instant[],
): Promise<KnownSpan[]> {
  return await sql<KnownSpan[]>`
    with edge as materialized (select ${edges.map(String)}::text[]::timestamp[] as at),
    piece as materialized (${pieces}),
    part as (
      select number - 1 as span, kw,
        date_part('epoch', least(end_utc, at[number + 1]) - greatest(start_utc, at[number])) / 3600
          as hours
      from piece cross join edge cross join lateral generate_series(
        greatest(1, width_bucket(start_utc, at)),
        least(cardinality(at) - 1, width_bucket(end_utc - interval '1 microsecond', at))) number
      where abs(kw) < 1e300)
    select span, sum(kw * hours) as kwh, sum(hours) as hours from part group by 1 order by 1`;
}
