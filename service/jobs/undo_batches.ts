import type { OwnerSql } from "../../db/client.ts";
import * as undos from "../../sql/generation/undos.ts";
import { log } from "../log.ts";

/** Rows that are undone in one transaction: so few that no other query waits long for a lock. */
const STEP_ROWS = 2500;

/**
 * Undoes the large batches that wait for it, in steps: each batch has one step in turn. One whose step
 * failed stays for the next call, and so does what is left when the signal comes.
 */
export async function undoBatches(
  sql: OwnerSql,
  signal: AbortSignal,
  stepRows = STEP_ROWS,
): Promise<void> {
  const tried: string[] = [];
  while (!signal.aborted) {
    const batch = await undos.next(sql, tried);
    if (!batch) return;
    try {
      await undos.step(sql, batch, stepRows);
    } catch (error) {
      log.warning("undoing batch {batch} will be continued: {error}", { batch, error });
      tried.push(batch);
    }
  }
}
