import type { OwnerSql } from "../../db/client.ts";
import * as chosenModels from "../../sql/forecasts/chosen_models.ts";
import { withLock } from "../../sql/kit/locks.ts";
import { log } from "../log.ts";

/**
 * Chooses the model that each site shows. Takes a database lock, so that a second instance waits and
 * then finds the choice made.
 */
export async function chooseModels(sql: OwnerSql, now: Temporal.Instant): Promise<void> {
  const changed = await withLock(sql, "sitecast.choice", () => chosenModels.choose(sql, now));
  if (changed > 0) log.info("{changed} sites show another model", { changed });
}
