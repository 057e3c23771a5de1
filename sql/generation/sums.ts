import type { ScopedSql } from "../../db/scope.ts";
import type { PowerSum, SumQuery } from "../../domain/power_sum.ts";
import { gridStep, powerSums } from "../kit/power_sums.ts";
import { generationTouching } from "./finite.ts";

/**
 * Adds up the measured power of these sites, as `powerSums` says. Sites whose rows all are periods
 * of the grid are added up as they are stored; the pieces of the others are made first.
 */
export async function ofSites(
  sql: ScopedSql,
  siteUuids: string[],
  query: SumQuery,
): Promise<PowerSum[]> {
  const { start, end } = query;
  const [found] = await sql<{ on_grid: string[] }[]>`
    select app.sites_on_grid(${siteUuids}::uuid[], ${start.subtract({ hours: 24 })}::timestamp,
      ${end.add({ hours: 24 })}::timestamp, ${gridStep(sql, query)}) as on_grid`;
  const onGrid = new Set(found!.on_grid);
  const others = siteUuids.filter((uuid) => !onGrid.has(uuid));
  const pieces = sql`(
    select site_uuid, start_utc, end_utc, generation_power_kw as power_kw
    from ${generationTouching(sql, others, start, end)} measured)`;
  const exact = sql`(
    select site_uuid, start_utc, generation_power_kw as power_kw from generation
    where site_uuid = any(${[...onGrid]}::uuid[])
      and start_utc >= ${start}::timestamp and start_utc < ${end}::timestamp
      and abs(generation_power_kw) < 1e300)`;
  return await powerSums(sql, { siteUuids, pieces, onGrid: exact }, query);
}
