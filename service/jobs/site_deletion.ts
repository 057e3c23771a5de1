import type { OwnerSql } from "../../db/client.ts";
import { AppError } from "../../domain/errors.ts";
import * as deletion from "../../sql/operations/site_deletion.ts";

/** Attempts to empty a site that others keep writing to. */
const ROUNDS = 20;

/**
 * Deletes a site with its data in short steps, so that no other query waits long for a lock. Returns
 * true when the site is deleted, false when the signal came between two steps; a later call goes on
 * from there. Throws "conflict" when generation came that the job may not delete, or when others
 * keep writing.
 */
export async function deleteSite(
  sql: OwnerSql,
  job: deletion.SiteJob,
  signal: AbortSignal,
): Promise<boolean> {
  const { generation } = await deletion.count(sql, job);
  if (generation > 0 && !job.with_generation) throw newGeneration(job);
  await deletion.deactivate(sql, job);
  for (let round = 0; round < ROUNDS; round++) {
    if (!await empty(sql, job, signal)) return false;
    const inTheWay = await deletion.removeSite(sql, job);
    if (inTheWay === "removed") return true;
    if (inTheWay === "generation" && !job.with_generation) throw newGeneration(job);
  }
  throw new AppError(
    "conflict",
    "Something keeps writing values of this site. Stop it and delete the site again. The site is " +
      "inactive now.",
  );
}

/** Removes forecasts, and generation if the job says so; returns false when the signal came first. */
async function empty(
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

function newGeneration({ done }: deletion.SiteJob): AppError {
  const soFar = done === 0 ? "Nothing was deleted." : "The site is inactive now.";
  return new AppError(
    "conflict",
    `Generation was measured since this was requested. ${soFar} Request it again to delete it, too.`,
  );
}
