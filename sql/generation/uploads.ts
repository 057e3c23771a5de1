import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import { arrayText } from "../kit/arrays.ts";
import type { IngestedGeneration } from "./generation.ts";

/** Checked rows of an upload, column by column. */
export interface StagedGeneration {
  /** Place of the piece in the upload, from 0. */
  number: number;
  sites: string[];
  /** Of each row: the place of its site in `sites`, from 1. */
  siteNumbers: number[];
  /** Microseconds since 1970. */
  starts: number[];
  ends: number[];
  /** In kW; null is a gap. */
  powers: (number | null)[];
  lines: number[];
}

/** Keeps a checked piece of an upload of the caller's group. */
export async function stage(sql: ScopedSql, uploadUuid: string, piece: StagedGeneration) {
  await sql`
    select app.stage_generation(${uploadUuid}::uuid, ${piece.number}, ${piece.sites}::uuid[],
      ${arrayText(piece.siteNumbers)}::int[], ${arrayText(piece.starts)}::bigint[],
      ${arrayText(piece.ends)}::bigint[], ${arrayText(piece.powers)}::float8[],
      ${arrayText(piece.lines)}::int[])`;
}

/** A line of another power than an earlier one for the same site and period. */
export interface ContradictingLine {
  line: number;
  first_line: number;
  site_uuid: string;
  start_utc: string;
}

/** Returns how many lines of an upload contradict an earlier one, and the first of them, in order. */
export async function contradictions(
  sql: ScopedSql,
  uploadUuid: string,
  most: number,
): Promise<{ count: number; lines: ContradictingLine[] }> {
  const rows = await sql<(ContradictingLine & { count: number })[]>`
    select line, first_line, site_uuid, start_utc, (count(*) over ())::int as count
    from app.contradicting_generation(${uploadUuid}::uuid) order by line limit ${most}`;
  return { count: rows[0]?.count ?? 0, lines: rows.map(({ count: _, ...line }) => line) };
}

/**
 * Stores an upload as `generation.add` stores a request, and forgets it; the rows of conflicts are
 * numbers of lines. Where starts are not in order by site, leaves out lines that contradict an
 * earlier one. Throws SC409 when a site has left the caller's group.
 */
export async function move(
  sql: ScopedSql,
  uploadUuid: string,
  { replace, isInOrder }: { replace: boolean; isInOrder: boolean },
): Promise<Omit<IngestedGeneration, "first_conflict">> {
  const [done] = await sql<Omit<IngestedGeneration, "first_conflict">[]>`
    select inserted, unchanged, conflicting, replaced, deleted, conflicts,
      batch_id::float8 as batch_id
    from app.move_generation(${uploadUuid}::uuid, ${replace}::boolean, ${isInOrder}::boolean)`;
  return done!;
}

/** Forgets an upload that is not to be stored. */
export async function drop(sql: ScopedSql, uploadUuid: string): Promise<void> {
  await sql`select app.drop_generation_upload(${uploadUuid}::uuid)`;
}

/** Forgets pieces of uploads that arrived more than an hour before; returns how many. */
export async function dropOld(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  const { count } = await sql`
    delete from app.staged_generation
    where created_utc < ${now.subtract({ hours: 1 })}::timestamp`;
  return count;
}
