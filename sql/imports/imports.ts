import type { ScopedSql } from "../../db/scope.ts";
import type { Undone } from "../../domain/generation/batch.ts";
import type { Decision } from "../../domain/imports/decision.ts";
import type { Import } from "../../domain/imports/import.ts";
import { UNDONE_AT_ONCE } from "../generation/batches.ts";

const columns = (sql: ScopedSql) =>
  sql`import_uuid, file_name, kind, state, actor, site_uuid, bytes::float8 as bytes, proposal, reading,
    decided, reading_name, is_confirmed, replaces, preview, done::float8 as done, total::float8 as total,
    result, batch_id::float8 as batch_id, message, created_utc, changed_utc, ended_utc, expires_utc`;

/**
 * Returns imports of the caller's group, newest first, or those before another one; an import of
 * another group gives an empty list, so that its time stays unknown.
 */
export async function list(
  sql: ScopedSql,
  { limit = 100, olderThan }: { limit?: number; olderThan?: string },
): Promise<Import[]> {
  if (olderThan && !await find(sql, olderThan)) return [];
  return await sql<Import[]>`
    select ${columns(sql)} from app.imports_of(null, ${olderThan ?? null}::uuid, ${limit})`;
}

/** Returns an import; undefined for one of another group. */
export async function find(sql: ScopedSql, importUuid: string): Promise<Import | undefined> {
  const [found] = await sql<Import[]>`
    select ${columns(sql)} from app.imports_of(${importUuid}::uuid)`;
  return found;
}

/**
 * Changes how a file is read, which is then checked if nothing is left to decide. Throws SC404 for
 * an import of another group, P0002 for a site of another group, SC409 once it is being stored.
 */
export async function decide(
  sql: ScopedSql,
  importUuid: string,
  { reading, siteUuid, fields, readingName, proposal, reopened }: Decision,
): Promise<void> {
  await sql`
    select app.decide_import(${importUuid}::uuid, ${sql.json(reading)}::jsonb,
      ${siteUuid}::uuid, ${fields}::text[], ${readingName},
        ${sql.json(proposal)}::jsonb, ${reopened}::text[])`;
}

/** What a person decides who confirms a file. */
export interface Confirmation {
  /** Name under which its reading is remembered; null: it is not. */
  readingName: string | null;
  /** Whether it replaces what the group brought for the same periods. */
  replaces: boolean;
}

/**
 * Lets a file be stored once it is checked, and remembers its reading under a name. Does nothing
 * for one that is being stored or was. Throws SC422 to replace forecasts, SC404 for an import of another group, SC409 where its
 * reading is to be decided, or it failed or was undone.
 */
export async function confirm(
  sql: ScopedSql,
  importUuid: string,
  { readingName, replaces }: Confirmation,
): Promise<void> {
  await sql`select app.confirm_import(${importUuid}::uuid, ${readingName}, ${replaces})`;
}

/**
 * Takes away what an import stored, as undoing its batch does: in steps after this, if it brought more
 * than `atOnce` rows. Throws SC404 for an import of another group, SC409 for one that has stored
 * nothing.
 */
export async function undo(
  sql: ScopedSql,
  importUuid: string,
  atOnce = UNDONE_AT_ONCE,
): Promise<Undone> {
  const [undone] = await sql<Undone[]>`
    select state, removed, restored, changed, changes
    from app.undo_import(${importUuid}::uuid, ${atOnce}::int)`;
  return undone!;
}

/**
 * Deletes an import with its file; what it stored stays. Throws SC404 for an import of another
 * group, SC409 while it is being stored.
 */
export async function remove(sql: ScopedSql, importUuid: string): Promise<void> {
  await sql`select app.delete_import(${importUuid}::uuid)`;
}
