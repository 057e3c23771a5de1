import type { ScopedSql } from "../../db/scope.ts";
import type { EnergyPart } from "../../domain/generation/energy_part.ts";
import { utcText } from "../../domain/time/time.ts";
import { generationTouching } from "./finite.ts";

/**
 * Returns the measured energy (kWh) of a site between each two of these times in order (milliseconds
 * since 1970), and for how long it was measured. A measured period that reaches over an edge is
 * divided by time.
 */
export async function energyParts(
  sql: ScopedSql,
  siteUuid: string,
  edgesMs: readonly number[],
): Promise<EnergyPart[]> {
  const edges = edgesMs.map(utcText);
  const [start, end] = [edges[0]!, edges.at(-1)!].map((edge) => Temporal.Instant.from(edge));
  const rows = await sql<{ at: number; kwh: number; seconds: number }[]>`
    with edge as materialized (select ${edges}::timestamp[] as edges)
    select at::int, sum(generation_power_kw * seconds) / 3600 as kwh, sum(seconds) as seconds
    from edge, ${generationTouching(sql, [siteUuid], start!, end!)} measured,
      lateral generate_series(greatest(1, width_bucket(start_utc, edges)),
        least(${edges.length - 1}, width_bucket(end_utc - interval '1 microsecond', edges))) at,
      lateral (select extract(epoch from least(end_utc, edges[at + 1])
        - greatest(start_utc, edges[at]))::float8 as seconds) length
    group by at order by at`;
  const found = new Map(rows.map(({ at, ...part }) => [at, part]));
  return edgesMs.slice(1).map((endMs, index) => {
    const { kwh = 0, seconds = 0 } = found.get(index + 1) ?? {};
    return { startMs: edgesMs[index]!, endMs, kwh, measuredMs: seconds * 1000 };
  });
}
