import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ScopedSql } from "../../db/scope.ts";
import { found } from "../../domain/errors.ts";
import { onGrid, type PowerSum, type SumQuery } from "../../domain/power_sum.ts";
import { periodOf } from "../../domain/time/time_range.ts";
import * as revisions from "../../sql/sites/revisions.ts";
import { cachedJson, type JsonCache } from "../http/cached_json.ts";
import type { Scoped } from "../http/context.ts";
import { scoped } from "../middleware/scope.ts";
import { sumQuery } from "./sum_query.ts";
import { json, problems, unchanged } from "./router.ts";

const utc = z.iso.datetime();

const powerSums = z.object({
  by: sumQuery.shape.by,
  start_utc: utc,
  end_utc: utc,
  resolution: z.int().describe("Minutes of each period"),
  sites: z.int().describe("How many sites are counted"),
  sums: z.array(z.object({
    start_utc: utc,
    end_utc: utc,
    name: z.string().nullable().describe(
      "total, or the dno or gsp of the sites; null for sites that have none",
    ),
    power_kw: z.number().nullable().describe(
      "Mean power of the sites of which at least two thirds of the period are known",
    ),
    sites: z.int().describe("How many sites these are"),
    capacity_kw: z.number().nullable().describe("Their capacity together, as far as it is known"),
    energy_kwh: z.number().describe("All that is known, of any site; nothing is extrapolated"),
  })),
}).openapi("PowerSums");

/** Describes the route of sums over sites. */
export function sumRoute<P extends string>(path: P, summary: string) {
  return createRoute({
    method: "get",
    middleware: scoped,
    path,
    summary,
    description:
      "Of all active sites of your group, or of `site_uuids` (with commas between them). " +
      "By default 3 days from the midnight of UTC. Longer periods of the data are spread evenly, " +
      "shorter ones averaged.",
    request: { query: sumQuery },
    responses: { 200: json(powerSums, summary), ...unchanged, ...problems },
  });
}

type ReadSums = (
  sql: ScopedSql,
  sites: string[],
  query: SumQuery,
) => Promise<PowerSum[]>;

/** Responds with the sums that `read` makes, cached. */
export async function respondWithSums(
  c: Context<Scoped>,
  cache: JsonCache,
  { by, site_uuids, resolution, ...range }: z.output<typeof sumQuery>,
  read: ReadSums,
) {
  const { sql, services } = c.var;
  const { start, end } = periodOf(range, "UTC", services.now());
  const wanted = found(await revisions.ofSites(sql, site_uuids), "site");
  const query = onGrid({ start, end, by, resolution: Number(resolution) });
  const key = [c.req.path, by, resolution, `${start}`, `${end}`];
  return await cachedJson(c, cache, wanted, key, async () => {
    const sums = await read(sql, wanted.sites, query);
    const body: z.input<typeof powerSums> = {
      by,
      start_utc: `${start}`,
      end_utc: `${end}`,
      resolution: query.resolution,
      sites: wanted.sites.length,
      sums,
    };
    return new TextEncoder().encode(JSON.stringify(body));
  });
}
