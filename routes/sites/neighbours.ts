import type { ScopedSql } from "../../db/scope.ts";
import * as listedSites from "../../sql/forecasts/listed_sites.ts";
import type { NeighboursProps } from "../../views/sites/neighbours.tsx";
import { listStateOf } from "./list_query.ts";

/**
 * Returns the sites before and after one in the list of this query string; empty: all active sites by
 * name.
 */
export async function readNeighbours(
  sql: ScopedSql,
  siteUuid: string,
  list: string,
  now: Temporal.Instant,
): Promise<NeighboursProps> {
  const { filter, order } = listStateOf(list);
  const found = await listedSites.neighbours(sql, { filter, order, now }, siteUuid);
  return { ...found, list };
}
