import type { ScopedSql } from "../../db/scope.ts";
import type { PowerSum, SumQuery } from "../../domain/power_sum.ts";
import { powerSums } from "../kit/power_sums.ts";
import { generationTouching } from "./finite.ts";

/** Adds up the measured power of these sites, as `powerSums` says. */
export async function ofSites(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
): Promise<PowerSum[]> {
  const pieces = sql`(
    select site_uuid, start_utc, end_utc, generation_power_kw as power_kw
    from ${generationTouching(sql, siteUuids, query.start, query.end)} measured)`;
  return await powerSums(sql, pieces, query);
}
