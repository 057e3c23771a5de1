import type { OwnerSql } from "../db/client.ts";
import type { ScopedSql } from "../db/scope.ts";
import { onGrid } from "../domain/power_sum.ts";
import { latestForecast } from "../sql/forecasts/latest.ts";
import * as generationSums from "../sql/generation/sums.ts";
import type { Case } from "./cases.ts";
import { NOW } from "./fill.ts";
import type { Way } from "./measure.ts";
import type { World } from "./world.ts";

const END = NOW.add({ hours: 48 });

/** Returns queries of ours beside the plainest queries that read as many rows. */
export function references(world: World, days: number): Case[] {
  const counts = [1, 50, 200].filter((count) => count <= world.siteUuids.length);
  return [
    sums(world, world.siteUuids.slice(0, 50), NOW.subtract({ hours: days * 24 })),
    ...counts.map((count) => latest(world, world.siteUuids.slice(0, count))),
  ];
}

function sums(world: World, sites: string[], start: Temporal.Instant): Case {
  const query = onGrid({ start, end: NOW, by: "total", resolution: 15 });
  return {
    name: `query of sums of generation, ${sites.length} sites`,
    ways: [
      scoped(world, (sql) => generationSums.ofSites(sql, sites, query)),
      {
        name: "plain group by",
        run: async () => (await plainSums(world.owner, sites, start)).length,
      },
    ],
  };
}

function latest(world: World, sites: string[]): Case {
  return {
    name: `query of the latest forecast, ${sites.length} sites`,
    ways: [
      scoped(world, (sql) => sql`select * from ${latestForecast(sql, sites, NOW, END)} l`),
      { name: "one DISTINCT ON", run: async () => (await plainLatest(world.owner, sites)).length },
    ],
  };
}

/** Runs a query as the API does, with the rights of the member; the scope itself is not measured. */
const scoped = (
  { writer, member }: World,
  query: (sql: ScopedSql) => PromiseLike<ArrayLike<unknown>>,
): Way => ({
  name: "ours",
  before: async () => {
    await writer`begin`;
    await writer`set local role sitecast_app`;
    await writer`select app.scope(${member.group}, ${member.user}, 'api')`;
  },
  run: async () => (await query(writer as unknown as ScopedSql)).length,
  after: () => writer`rollback`,
});

/**
 * Returns the columns of ours by the plainest query: a group by of the starts, right only where all
 * rows are periods of the grid. Without helpers of PostgreSQL, whose CPU nothing here would count.
 */
const plainSums = async (sql: OwnerSql, sites: string[], start: Temporal.Instant) =>
  await sql`
    select start_utc, start_utc + interval '15 min' as end_utc, 'total' as name,
      sum(generation_power_kw) as power_kw, count(*)::int as sites,
      sum(capacity_kw) as capacity_kw, sum(generation_power_kw) / 4 as energy_kwh
    from generation join sites using (site_uuid)
    where site_uuid = any(${sites}::uuid[])
      and start_utc >= ${start}::timestamp and start_utc < ${NOW}::timestamp
    group by start_utc order by start_utc`;

/** Reads the newest value of each start of all models, or of the model of the site. Cuts nothing. */
const plainLatest = async (sql: OwnerSql, sites: string[]) =>
  await sql`
    select distinct on (l.site_uuid, l.start_utc) l.site_uuid, l.start_utc, l.end_utc,
      l.forecast_power_kw, l.probabilistic_values, l.horizon_minutes, l.forecast_uuid,
      l.timestamp_utc, m.name, m.version
    from latest_forecast_values l
    join sites s on s.site_uuid = l.site_uuid
    left join ml_model m on m.model_uuid = l.ml_model_uuid
    left join ml_model own on own.model_uuid = s.ml_model_uuid
    where l.site_uuid = any(${sites}::uuid[])
      and l.start_utc >= ${NOW}::timestamp and l.start_utc < ${END}::timestamp
      and (s.ml_model_uuid is null or m.name = own.name)
    order by l.site_uuid, l.start_utc, l.timestamp_utc desc,
      l.forecast_created_utc desc nulls first, l.forecast_uuid desc`;
