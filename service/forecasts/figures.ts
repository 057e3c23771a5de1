import type { OwnerSql } from "../../db/client.ts";
import * as energies from "../../sql/forecasts/energies.ts";
import * as siteFigures from "../../sql/forecasts/site_figures.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";

/** Sites read by the same statements: what these cost by themselves is shared by more then. */
const BATCH = 200;

/**
 * Computes what lists show of each site that has changed, and of each one in every quarter hour.
 * Returns the number of sites; 0 at once while another instance does it.
 */
export async function refreshFigures(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  const computed = await withLockIfFree(sql, "sitecast.figures", async (signal) => {
    const due = await siteFigures.due(sql, now);
    let done = 0;
    for (let at = 0; at < due.length && !signal.aborted; at += BATCH) {
      const batch = due.slice(at, at + BATCH);
      const rows = await energies.seeingAllSites(
        sql,
        (all) => siteFigures.compute(all, batch, now),
      );
      await siteFigures.store(sql, rows, now);
      done += rows.length;
    }
    return done;
  }, { signal });
  return computed ?? 0;
}
