import type { ScopedSql } from "../../db/scope.ts";
import type { Proposal } from "../../domain/imports/reading.ts";

/** What is known of a file before its first byte. */
export interface NewImport {
  fileName: string;
  siteUuid: string | null;
  /** Name under which the reading is remembered when the file is stored. */
  readingName: string | null;
  /** Whether it is stored as soon as it has been checked, without another confirmation. */
  isConfirmed: boolean;
  /** Whether it replaces what the group brought for the same periods. */
  replaces: boolean;
}

/**
 * Makes the import of a file that is about to arrive and returns its UUID. Throws P0002 for a site
 * of another group, SC409 when too many files of the group wait.
 */
export async function begin(sql: ScopedSql, file: NewImport): Promise<string> {
  const [made] = await sql<{ import_uuid: string }[]>`
    select app.begin_import(${file.fileName}, ${file.siteUuid}::uuid, ${file.readingName},
      ${file.isConfirmed}, ${file.replaces}) as import_uuid`;
  return made!.import_uuid;
}

/**
 * Adds a piece of a file. Throws SC409 when the files of the group would then be larger than
 * `mostBytes` together.
 */
export async function addChunk(
  sql: ScopedSql,
  importUuid: string,
  chunk: { number: number; bytes: Uint8Array },
  mostBytes: number,
): Promise<void> {
  await sql`
    select app.add_import_chunk(${importUuid}::uuid, ${chunk.number}, ${chunk.bytes}::bytea,
      ${mostBytes})`;
}

/** Bytes of the start, the middle and the end of a file; null for an empty one. */
export interface SampleBytes {
  head: Uint8Array | null;
  middle: Uint8Array | null;
  tail: Uint8Array | null;
}

/** Returns parts of a file that has arrived. Throws SC404 for an import of another group. */
export async function sample(sql: ScopedSql, importUuid: string): Promise<SampleBytes> {
  const [parts] = await sql<SampleBytes[]>`
    select head, middle, tail from app.import_sample(${importUuid}::uuid)`;
  return parts!;
}

/** Keeps what was found about a file, or why it is refused: its bytes are deleted then. */
export async function propose(
  sql: ScopedSql,
  importUuid: string,
  proposal: Proposal,
  failure: string | null,
): Promise<void> {
  await sql`
    select app.propose_import(${importUuid}::uuid, ${sql.json(proposal)}::jsonb, ${failure})`;
}
