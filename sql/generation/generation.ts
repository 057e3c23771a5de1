import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import type { Conflict, Ingested } from "../../domain/ingestion.ts";
import { finiteGeneration } from "./finite.ts";
import type { NewGeneration, SiteGeneration } from "../../domain/generation/generation_value.ts";
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

/** What became of measurements. `conflicts` has the first 100 of those that were left out. */
export interface IngestedGeneration extends Ingested {
  replaced: number;
  deleted: number;
  conflicts: Conflict[];
  /** The batch that undoes it; null when nothing changed. */
  batch_id: number | null;
}

/**
 * Stores measurements of the caller's sites, all of them or none. A value that is stored for a
 * period stays, unless `replace` is set and the caller's group brought it; a period that overlaps
 * another one is left out. Throws SC422 that names the first refused row, SC404 for the first row
 * of a site that the caller's group lacks.
 */
export async function add(
  sql: ScopedSql,
  values: NewGeneration[],
  { replace }: { replace: boolean },
): Promise<IngestedGeneration> {
  const [done] = await sql<IngestedGeneration[]>`
    select inserted, unchanged, conflicting, replaced, deleted, first_conflict, conflicts,
      batch_id::float8 as batch_id
    from app.ingest_generation(${sql.json(values)}::jsonb, ${replace}::boolean)`;
  return done!;
}

/** A site and a range of time, half-open. */
export interface SiteRange {
  siteUuid: string;
  start: Temporal.Instant;
  end: Temporal.Instant;
}

/**
 * Makes the measurements of a site in a range those that are sent: others in it are deleted. Changes
 * nothing and throws SC409 where the range holds values that the caller's group did not bring, or
 * cuts through a period, or where two values overlap; throws SC422 as `add`.
 */
export async function put(
  sql: ScopedSql,
  values: NewGeneration[],
  { siteUuid, start, end }: SiteRange,
): Promise<IngestedGeneration> {
  const [done] = await sql<IngestedGeneration[]>`
    select inserted, unchanged, conflicting, replaced, deleted, first_conflict, conflicts,
      batch_id::float8 as batch_id
    from app.ingest_generation(${sql.json(values)}::jsonb, true, ${siteUuid}::uuid,
      ${start}::timestamp, ${end}::timestamp)`;
  return done!;
}

/**
 * Deletes the measurements of a site in a range and returns how many. Changes nothing and throws
 * SC409 where the range holds values that the caller's group did not bring, or cuts through one.
 */
export async function remove(
  sql: ScopedSql,
  { siteUuid, start, end }: SiteRange,
): Promise<number> {
  const [row] = await sql<{ deleted: number }[]>`
    select app.delete_generation(${siteUuid}::uuid, ${start}::timestamp, ${end}::timestamp)
      as deleted`;
  return row!.deleted;
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
