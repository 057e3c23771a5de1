import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../domain/errors.ts";
import { sumQuery } from "../../domain/sum.ts";
import { periodOf } from "../../domain/time_range.ts";
import * as sums from "../../sql/sums.ts";
import type { Services } from "../context.ts";
import { scoped } from "../middleware/scope.ts";
import { json, problems, router } from "./router.ts";

const utc = z.iso.datetime();

const answer = z.object({
  by: sumQuery.shape.by,
  start_utc: utc,
  end_utc: utc,
  sites: z.int().describe("How many sites were asked for"),
  sums: z.array(z.object({
    start_utc: utc,
    name: z.string().nullable().describe(
      "total, or what the sites have as dno or gsp; null for sites that have none",
    ),
    power_kw: z.number(),
    sites: z.int().describe("How many sites have a value that starts then"),
  })),
}).openapi("PowerSums");

function sum(path: string, summary: string) {
  return createRoute({
    method: "get",
    middleware: scoped,
    path,
    summary,
    description:
      "Of all active sites of your group, or of `site_uuids` (with commas between them). " +
      "By default 3 days from the midnight of UTC.",
    request: { query: sumQuery },
    responses: { 200: json(answer, summary), ...problems },
  });
}

const forecast = sum("/forecast/sums", "Latest forecasts of sites, added up by their start");
const generation = sum("/generation/sums", "What sites produced, added up by its start");

/** GET /api/v1/forecast/sums and /generation/sums */
export function sumRoutes({ now }: Services) {
  return router()
    .openapi(forecast, async (c) => {
      const { sql } = c.var;
      const { by, site_uuids, ...range } = c.req.valid("query");
      const { start, end } = periodOf(range, "UTC", now());
      const sites = found(await sums.sitesOf(sql, site_uuids), "site");
      const rows = await sums.ofForecasts(sql, sites, start, end, by);
      return c.json({ ...head(by, start, end), sites: sites.length, sums: rows }, 200);
    })
    .openapi(generation, async (c) => {
      const { sql } = c.var;
      const { by, site_uuids, ...range } = c.req.valid("query");
      const { start, end } = periodOf(range, "UTC", now());
      const sites = found(await sums.sitesOf(sql, site_uuids), "site");
      const rows = await sums.ofGeneration(sql, sites, start, end, by);
      return c.json({ ...head(by, start, end), sites: sites.length, sums: rows }, 200);
    });
}

function head(by: z.output<typeof answer>["by"], start: Temporal.Instant, end: Temporal.Instant) {
  return { by, start_utc: start.toString(), end_utc: end.toString() };
}
