import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ScopedSql } from "../../db/scope.ts";
import { found } from "../../domain/errors.ts";
import type { PowerSum, SumBy } from "../../domain/power_sum.ts";
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
  sites: z.int().describe("How many sites are counted"),
  sums: z.array(z.object({
    start_utc: utc,
    name: z.string().nullable().describe(
      "total, or the dno or gsp of the sites; null for sites that have none",
    ),
    power_kw: z.number(),
    sites: z.int().describe("How many sites have a value that starts then"),
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
      "By default 3 days from the midnight of UTC.",
    request: { query: sumQuery },
    responses: { 200: json(powerSums, summary), ...unchanged, ...problems },
  });
}

type ReadSums = (
  sql: ScopedSql,
  sites: string[],
  start: Temporal.Instant,
  end: Temporal.Instant,
  by: SumBy,
) => Promise<PowerSum[]>;

/** Responds with the sums that `read` makes, cached. */
export async function respondWithSums(
  c: Context<Scoped>,
  cache: JsonCache,
  { by, site_uuids, ...range }: z.output<typeof sumQuery>,
  read: ReadSums,
) {
  const { sql, services } = c.var;
  const { start, end } = periodOf(range, "UTC", services.now());
  const wanted = found(await revisions.ofSites(sql, site_uuids), "site");
  return await cachedJson(c, cache, wanted, [c.req.path, by, `${start}`, `${end}`], async () => {
    const sums = await read(sql, wanted.sites, start, end, by);
    const head = { by, start_utc: `${start}`, end_utc: `${end}`, sites: wanted.sites.length };
    const body: z.input<typeof powerSums> = { ...head, sums };
    return new TextEncoder().encode(JSON.stringify(body));
  });
}
