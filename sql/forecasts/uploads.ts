import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import { arrayText } from "../kit/arrays.ts";

/** Checked values of an upload with their runs, column by column. */
export interface StagedRuns {
  /** Place of the piece in the upload, from 0. */
  number: number;
  runSites: string[];
  /** Issue times, in microseconds since 1970. */
  runTimes: number[];
  runVersions: string[];
  runModels: string[];
  runModelVersions: (string | null)[];
  /** Of each value: the place of its run in the lists above, from 1. */
  runs: number[];
  lines: number[];
  /** From 1, in a line that has a whole run; 0 for a line of its own. */
  lineRows: number[];
  /** Microseconds since 1970. */
  starts: number[];
  ends: number[];
  /** In kW. */
  powers: number[];
  /** Minutes; null: to be counted from the run's time. */
  horizons: (number | null)[];
  /** JSON of each value's quantiles. */
  quantiles: string[];
}

/** Keeps a checked piece of an upload of the caller's group. */
export async function stage(sql: ScopedSql, uploadUuid: string, piece: StagedRuns): Promise<void> {
  await sql`
    select app.stage_runs(${uploadUuid}::uuid, ${piece.number}, ${piece.runSites}::uuid[],
      ${arrayText(piece.runTimes)}::bigint[], ${piece.runVersions}::text[],
      ${piece.runModels}::text[], ${piece.runModelVersions}::text[],
      ${arrayText(piece.runs)}::int[], ${arrayText(piece.lines)}::int[],
      ${arrayText(piece.lineRows)}::int[], ${arrayText(piece.starts)}::bigint[],
      ${arrayText(piece.ends)}::bigint[], ${arrayText(piece.powers)}::float8[],
      ${arrayText(piece.horizons)}::int[], ${quotedTexts(piece.quantiles)}::jsonb[])`;
}

/** An array of texts without backslashes, as PostgreSQL reads it. */
const quotedTexts = (texts: readonly string[]) =>
  `{${texts.map((text) => `"${text.replaceAll('"', '\\"')}"`).join()}}`;

/** A value that differs from an earlier one of the same run and target time. */
export interface ContradictingValue {
  line: number;
  /** From 1, in a line that has a whole run; 0 for a line of its own. */
  line_row: number;
  first_line: number;
  first_line_row: number;
  site_uuid: string;
  start_utc: string;
}

/** Returns how many values of an upload contradict an earlier one, and the first, in order. */
export async function contradictions(
  sql: ScopedSql,
  uploadUuid: string,
  most: number,
): Promise<{ count: number; values: ContradictingValue[] }> {
  const rows = await sql<(ContradictingValue & { count: number })[]>`
    select line, line_row, first_line, first_line_row, site_uuid, start_utc,
      (count(*) over ())::int as count
    from app.contradicting_values(${uploadUuid}::uuid) order by line, line_row limit ${most}`;
  return { count: rows[0]?.count ?? 0, values: rows.map(({ count: _, ...value }) => value) };
}

/** What became of the values of an upload; `first_line`: of the first that contradicts a stored one. */
export interface MovedRuns {
  inserted: number;
  unchanged: number;
  conflicting: number;
  first_line: number | null;
  first_line_row: number | null;
}

/**
 * Stores an upload as `forecasts.add` stores a request, and forgets it. Where target times of a run
 * are not in order, leaves out values that contradict an earlier one. Throws SC409 when a site has
 * left the caller's group.
 */
export async function move(
  sql: ScopedSql,
  uploadUuid: string,
  { isInOrder }: { isInOrder: boolean },
): Promise<MovedRuns> {
  const [done] = await sql<MovedRuns[]>`
    select inserted, unchanged, conflicting, first_line::int as first_line,
      first_line_row::int as first_line_row
    from app.move_runs(${uploadUuid}::uuid, ${isInOrder}::boolean)`;
  return done!;
}

/** Forgets an upload that is not to be stored. */
export async function drop(sql: ScopedSql, uploadUuid: string): Promise<void> {
  await sql`select app.drop_forecast_upload(${uploadUuid}::uuid)`;
}

/** Forgets pieces of uploads that arrived more than an hour before; returns how many. */
export async function dropOld(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  const { count } = await sql`
    delete from app.staged_runs
    where created_utc < ${now.subtract({ hours: 1 })}::timestamp`;
  return count;
}
