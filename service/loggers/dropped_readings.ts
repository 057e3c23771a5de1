import type { OwnerSql } from "../../db/client.ts";
import { deleteDropped, nextDropped } from "../../sql/loggers/dropped_variables.ts";

/** Deletes what deleted variables left behind, in short steps, until all is done or the signal comes. */
export async function deleteDroppedReadings(sql: OwnerSql, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const variable = await nextDropped(sql);
    if (variable === undefined) return;
    while (!signal.aborted && await deleteDropped(sql, variable));
  }
}
