import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import type { Ingested } from "../../domain/ingestion.ts";
import { finiteGeneration } from "./finite.ts";
import type { SiteGeneration } from "../../domain/generation/generation_value.ts";
import { json } from "../kit/json.ts";

/**
 * Returns the measured power (kW) of these sites in periods that start in [start, end), by site, in
 * order of start and end; a site without any has no entry. Skips values that are not finite.
 * PostgreSQL makes one JSON text for each site: months of rows would take ten times as long.
 */
export async function measured(
  sql: OwnerSql,
  siteUuids: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<Map<string, PowerPeriod[]>> {
  const rows = await sql<{ site_uuid: string; measured: [number, number, number][] }[]>`
    select site_uuid, json_agg(json_build_array(
      (extract(epoch from start_utc) * 1000)::float8,
      (extract(epoch from end_utc) * 1000)::float8,
      generation_power_kw) order by start_utc, end_utc) as measured
    from ${finiteGeneration(sql, siteUuids, start, end)} measured
    group by site_uuid`;
  return new Map(rows.map((row) => [
    row.site_uuid,
    row.measured.map(([startMs, endMs, powerKw]) => ({ startMs, endMs, powerKw })),
  ]));
}

/**
 * Stores measurements of the caller's sites, all of them or none. A value that is stored for a
 * period stays, unless `replace` is set. Throws SC422 that names the first refused row, SC404 for
 * the first row of a site that the caller's group lacks.
 */
export async function add(
  sql: ScopedSql,
  values: SiteGeneration[],
  { replace }: { replace: boolean },
): Promise<Ingested & { replaced: number }> {
  const [done] = await sql<(Ingested & { replaced: number })[]>`
    select inserted, unchanged, conflicting, replaced, first_conflict
    from app.ingest_generation(${sql.json(values)}::jsonb, ${replace}::boolean)`;
  return done!;
}

/**
 * Stores values of any sites; for a period that has a value, the stored one stays. Returns how many
 * were new.
 */
export async function store(sql: OwnerSql, values: SiteGeneration[]): Promise<number> {
  const [row] = await sql<{ stored: number }[]>`
    select app.store_generation(${json(sql, values)})::int as stored`;
  return row!.stored;
}
