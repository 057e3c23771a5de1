import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ScopedSql } from "../../db/scope.ts";
import { thousandths } from "../../domain/generation/energy.ts";
import { onGrid, type PowerSum, type SumQuery } from "../../domain/power_sum.ts";
import { periodOf, timeRange } from "../../domain/time/time_range.ts";
import { cachedJson, type JsonCache } from "../http/cached_json.ts";
import type { Scoped } from "../http/context.ts";
import { scoped } from "../middleware/scope.ts";
import { manySites, OF_MANY_SITES, sitesMeant } from "./many_sites.ts";
import { json, problems, unchanged } from "./router.ts";
import { sums } from "./sum_query.ts";

const utc = z.iso.datetime();

const powerSums = z.object({
  by: sums.by,
  start_utc: utc,
  end_utc: utc,
  resolution: z.int().describe("Minutes of each period"),
  sites: z.int().describe("How many sites are counted"),
  sums: z.array(z.object({
    start_utc: utc,
    end_utc: utc,
    name: z.string().nullable().describe(
      "total, or the dno, gsp, region, country or asset_type of the sites; null: they have none",
    ),
    power_kw: z.number().nullable().describe(
      "Mean power of the sites of which at least two thirds of the period are known",
    ),
    sites: z.int().describe("How many sites these are"),
    capacity_kw: z.number().nullable().describe("Their capacity together, as far as it is known"),
    energy_kwh: z.number().describe("All that is known, of any site; nothing is extrapolated"),
  })),
}).openapi("PowerSums");

/** The query string of sums: the sites, a range, their grouping, the minutes of a period. */
export const sumQuery = timeRange.safeExtend({ ...manySites, ...sums });

/** Describes a route of sums over sites. */
export function sumRoute<P extends string, Q extends z.ZodObject>(
  path: P,
  summary: string,
  query: Q,
) {
  return createRoute({
    method: "get",
    middleware: scoped,
    path,
    summary,
    description: OF_MANY_SITES +
      "By default 3 days from the midnight of UTC. Longer periods of the data are spread evenly, " +
      "shorter ones averaged.",
    request: { query },
    responses: { 200: json(powerSums, summary), ...unchanged, ...problems },
  });
}

type ReadSums = (sql: ScopedSql, sites: string[], query: SumQuery) => Promise<PowerSum[]>;

/** Responds with the sums that `read` makes, cached by `key` besides what all sums depend on. */
export async function respondWithSums(
  c: Context<Scoped>,
  cache: JsonCache,
  asked: z.output<typeof sumQuery>,
  read: ReadSums,
  key = "",
) {
  const { sql, services } = c.var;
  const { start, end } = periodOf(asked, "UTC", services.now());
  const meant = await sitesMeant(c.var, asked);
  const by = asked.sum_by ?? asked.by;
  const query = onGrid({ start, end, by, resolution: Number(asked.resolution) });
  const keys = [c.req.path, by, asked.resolution, `${start}`, `${end}`, key];
  return await cachedJson(c, cache, meant, keys, async () => {
    const found = await read(sql, meant.sites, query);
    const body: z.input<typeof powerSums> = {
      by,
      start_utc: `${start}`,
      end_utc: `${end}`,
      resolution: query.resolution,
      sites: meant.sites.length,
      sums: found.map(shortened),
    };
    return new TextEncoder().encode(JSON.stringify(body));
  });
}

const shortened = (sum: PowerSum): PowerSum => ({
  ...sum,
  power_kw: sum.power_kw === null ? null : thousandths(sum.power_kw),
  capacity_kw: sum.capacity_kw === null ? null : thousandths(sum.capacity_kw),
  energy_kwh: thousandths(sum.energy_kwh),
});
