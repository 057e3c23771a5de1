import type { OwnerSql } from "../../db/client.ts";
import type { ImportPreview, ImportState } from "../../domain/imports/import.ts";
import type { LeftOutLine } from "../../domain/imports/read_rows.ts";
import type { Reading } from "../../domain/imports/reading.ts";
import { json } from "../kit/json.ts";
import * as knownSites from "./known_sites.ts";
import type { NamedPlace } from "./known_sites.ts";

/** A file to check or to store. */
export interface OpenImport {
  import_uuid: string;
  site_group_uuid: string;
  state: "checking" | "storing";
  site_uuid: string | null;
  reading: Reading;
  lines_above: number;
  check_number: number;
}

/** Which imports may be next. */
export interface NextOpen {
  /** Not these. */
  tried?: readonly string[];
  /** Groups that had their turn, the last one at the end. */
  served?: readonly string[];
  /** Only files of at most so many bytes, unpacked. */
  mostBytes?: number;
}

/**
 * Returns the oldest import that is to be checked or stored, of the group whose turn it is: one that
 * is not in `served`, else the first one there. Undefined without another import than `tried`.
 */
export async function nextOpen(
  sql: OwnerSql,
  { tried = [], served = [], mostBytes }: NextOpen = {},
): Promise<OpenImport | undefined> {
  const [open] = await sql<OpenImport[]>`
    select import_uuid, site_group_uuid, state, site_uuid, reading,
      (proposal ->> 'lines_above')::int as lines_above, check_number
    from app.imports
    where state in ('checking', 'storing') and import_uuid <> all(${tried}::uuid[])
      and bytes <= ${mostBytes ?? Number.MAX_SAFE_INTEGER}
    order by array_position(${served}::uuid[], site_group_uuid) nulls first, created_utc, import_uuid
    limit 1`;
  return open;
}

/** Ends the check or the storing of an import with a sentence that says why. */
export async function fail(
  sql: OwnerSql,
  importUuid: string,
  state: ImportState,
  why: string,
): Promise<void> {
  await sql`select app.fail_import(${importUuid}::uuid, ${state}, ${why})`;
}

/** Yields the pieces of a file in order. */
export async function* chunks(sql: OwnerSql, importUuid: string): AsyncGenerator<Uint8Array> {
  for (let number = 0;; number++) {
    const [chunk] = await sql<{ bytes: Uint8Array }[]>`
      select bytes from app.import_chunks
      where import_uuid = ${importUuid}::uuid and chunk_number = ${number}`;
    if (!chunk) return;
    yield chunk.bytes;
  }
}

/** Rows ready to be stored, column by column, and the lines that were left out beside them. */
export interface CheckedPiece {
  number: number;
  bytesRead: number;
  sites: string[];
  /** The place of each row's site in `sites`, from 1. */
  siteNumbers: number[];
  startsMs: number[];
  endsMs: number[];
  powersKw: number[];
  lines: number[];
  leftOut: LeftOutLine[];
}

/** What storing the rows of a piece would do with them. */
export interface PieceCounts {
  new: number;
  unchanged: number;
  conflicting: number;
}

/** Keeps a piece of a file that is being checked; undefined when another check has begun since. */
export async function addPiece(
  sql: OwnerSql,
  { import_uuid, check_number }: OpenImport,
  piece: CheckedPiece,
): Promise<PieceCounts | undefined> {
  const [counts] = await sql<PieceCounts[]>`
    select new, unchanged, conflicting from app.add_import_piece(${import_uuid}::uuid,
      ${check_number}, ${piece.number}, ${piece.bytesRead}, ${piece.sites}::uuid[],
      ${list(piece.siteNumbers)}::int[], ${list(piece.startsMs)}::bigint[],
      ${list(piece.endsMs)}::bigint[], ${list(piece.powersKw)}::float8[],
      ${list(piece.lines)}::int[], ${json(sql, piece.leftOut)}::jsonb)`;
  return counts;
}

/** An array of numbers as PostgreSQL reads it. */
const list = (numbers: readonly number[]) => `{${numbers.join()}}`;

/** Ends a check with its preview. */
export async function endCheck(
  sql: OwnerSql,
  { import_uuid, check_number }: OpenImport,
  preview: ImportPreview,
): Promise<void> {
  await sql`
    select app.end_import_check(${import_uuid}::uuid, ${check_number}, ${
    json(sql, preview)
  }::jsonb)`;
}

/**
 * Stores the next piece of a confirmed file and moves its position on, in one transaction. Returns
 * false after the last one. Throws SC409 when its user or a site is no longer of the group.
 */
export async function storePiece(sql: OwnerSql, importUuid: string): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const [row] = await tx<{ is_more: boolean }[]>`
      select app.store_import_piece(${importUuid}::uuid) as is_more`;
    return row!.is_more;
  }) as boolean;
}

/**
 * Deletes imports that have expired, with all that was kept of them, and files of which nothing has
 * arrived for an hour. Returns how many.
 */
export async function dropExpired(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  const { count } = await sql`
    delete from app.imports where (expires_utc < ${now}::timestamp and state <> 'storing')
      or (state = 'uploading' and changed_utc < ${now.subtract({ hours: 1 })}::timestamp)`;
  return count;
}

/** A check that has begun: its number, and the sites that the user of the file sees. */
export interface BegunCheck {
  check_number: number;
  places: NamedPlace[];
}

/**
 * Begins the check of a file anew, and ends one that another instance is still at. Returns undefined
 * when the file has been read otherwise since. Throws SC409 when the user has lost the right to
 * import it.
 */
export async function beginCheck(
  sql: OwnerSql,
  { import_uuid, check_number: known }: OpenImport,
): Promise<BegunCheck | undefined> {
  return await sql.begin(async (tx) => {
    const [row] = await tx<{ check_number: number | null }[]>`
      select app.begin_import_check(${import_uuid}::uuid, ${known}) as check_number`;
    const { check_number } = row!;
    return check_number === null
      ? undefined
      : { check_number, places: await knownSites.inScope(tx) };
  }) as BegunCheck | undefined;
}
