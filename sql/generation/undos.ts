import type { OwnerSql } from "../../db/client.ts";

/** Returns the batch being undone that waits longest; undefined without another one than `tried`. */
export async function next(sql: OwnerSql, tried: readonly string[]): Promise<string | undefined> {
  const [row] = await sql<{ batch_id: string }[]>`
    select batch_id::text as batch_id from app.batch_undos
    where ended_utc is null and batch_id::text <> all(${tried}::text[])
    order by changed_utc, batch_id limit 1`;
  return row?.batch_id;
}

/**
 * Undoes about `rows` more rows of a batch in one transaction. Returns whether there may be more.
 * Throws 55P03 after waiting 5 seconds for a lock.
 */
export async function step(sql: OwnerSql, batchId: string, rows: number): Promise<boolean> {
  return await sql.begin(async (tx) => {
    await tx`set local lock_timeout = '5s'`;
    const [row] = await tx<{ is_more: boolean }[]>`
      select app.undo_step(${batchId}::bigint, ${rows}::int) as is_more`;
    return row!.is_more;
  }) as boolean;
}
