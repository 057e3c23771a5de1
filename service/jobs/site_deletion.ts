import type { OwnerSql } from "../../db/client.ts";
import { AppError } from "../../domain/errors.ts";
import * as deletion from "../../sql/operations/site_deletion.ts";

/** How often what others add meanwhile is deleted, too, before we give up. */
const ROUNDS = 20;

/**
 * Deletes a site for ever, in pieces, so that nobody waits long for its locks; true when it is gone,
 * false when the signal stopped it between two pieces: called again it goes on from there. Throws
 * "conflict" with a sentence when it cannot be.
 */
export async function deleteSite(
  sql: OwnerSql,
  job: deletion.SiteJob,
  signal: AbortSignal,
): Promise<boolean> {
  const { generation } = await deletion.count(sql, job);
  if (generation > 0 && !job.with_generation) throw measured(job);
  await deletion.deactivate(sql, job);
  for (let round = 0; round < ROUNDS; round++) {
    if (!await emptied(sql, job, signal)) return false;
    const inTheWay = await deletion.removeSite(sql, job);
    if (inTheWay === "removed") return true;
    if (inTheWay === "generation" && !job.with_generation) throw measured(job);
  }
  throw new AppError(
    "conflict",
    "Something keeps writing values of this site: stop it, and ask again. The site is inactive now.",
  );
}

/** False when the signal came first. */
async function emptied(
  sql: OwnerSql,
  job: deletion.SiteJob,
  signal: AbortSignal,
): Promise<boolean> {
  const removals = job.with_generation
    ? [deletion.removeForecasts, deletion.removeGeneration]
    : [deletion.removeForecasts];
  for (const remove of removals) {
    do {
      if (signal.aborted) return false;
    } while (await remove(sql, job) > 0);
  }
  return true;
}

function measured({ done }: deletion.SiteJob): AppError {
  const soFar = done === 0 ? "Nothing was deleted." : "The site is inactive now.";
  return new AppError(
    "conflict",
    `Generation was measured since this was asked for. ${soFar} Ask again if it may go, too.`,
  );
}
