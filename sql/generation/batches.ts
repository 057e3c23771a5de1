import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { Batch, Undone } from "../../domain/generation/batch.ts";

/** Which batches to list: of a site, and older than a batch. At most `limit`, by default 100. */
export interface BatchFilter {
  siteUuid?: string;
  olderThan?: string;
  limit?: number;
}

/** Returns batches of the caller's group, of all groups to admins, newest first. */
export async function list(
  sql: ScopedSql,
  { siteUuid, olderThan, limit = 100 }: BatchFilter,
): Promise<Batch[]> {
  return await sql<Batch[]>`
    select ${columns(sql)}
    from app.batches_of(${siteUuid ?? null}::uuid, null, ${olderThan ?? null}::bigint, ${limit})`;
}

/** Returns a batch; undefined for one that the caller's group did not bring, unless it is admins'. */
export async function find(sql: ScopedSql, batchId: string): Promise<Batch | undefined> {
  const [batch] = await sql<Batch[]>`
    select ${columns(sql)} from app.batches_of(null, ${batchId}::bigint)`;
  return batch;
}

const columns = (sql: ScopedSql) =>
  sql`batch_id::float8 as batch_id, created_utc, changed_utc, door, kind, actor, is_own,
    inserted::float8 as inserted, replaced::float8 as replaced, deleted::float8 as deleted,
    runs::float8 as runs, first_utc, last_utc, undone_utc, undone_by, undone_rows, sites, undo`;

/** Rows of the largest batch that is undone within a request. */
export const UNDONE_AT_ONCE = 10_000;

/**
 * Takes away what a batch left and puts back what it replaced or deleted; what has changed since
 * stays and is listed. A batch of more than `atOnce` rows is undone in steps after this
 * (sql/generation/undos.ts). Throws SC404 for a batch that is not the caller's.
 */
export async function undo(
  sql: ScopedSql,
  batchId: string,
  atOnce = UNDONE_AT_ONCE,
): Promise<Undone> {
  const [undone] = await sql<Undone[]>`
    select state, removed, restored, changed, changes
    from app.undo_batch(${batchId}::bigint, ${atOnce}::int)`;
  return undone!;
}

/** How long what a batch replaced or deleted is kept, so that it can be undone. */
const KEPT = { hours: 30 * 24 };

/**
 * Deletes what was kept for undoing longer than 30 days, and the batches of before that nothing
 * refers to. Returns how many batches.
 */
export async function dropOld(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  const [row] = await sql<{ dropped: number }[]>`
    select app.drop_old_batches(${now.subtract(KEPT)}::timestamp) as dropped`;
  return row!.dropped;
}
