import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { found } from "../../../domain/errors.ts";
import { sumQuery } from "./sum_query.ts";
import { periodOf } from "../../../domain/time/time_range.ts";
import * as revisions from "../../../sql/sites/revisions.ts";
import * as forecastSums from "../../../sql/forecasts/sums.ts";
import * as generationSums from "../../../sql/generation/sums.ts";
import { type Answers, jsonAnswer } from "../../http/cached_json.ts";
import type { Scoped, Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, problems, router, unchanged } from "../router.ts";

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
    responses: { 200: json(answer, summary), ...unchanged, ...problems },
  });
}

const forecast = sum("/forecast/sums", "Latest forecasts of sites, added up by their start");
const generation = sum("/generation/sums", "What sites produced, added up by its start");

/** GET /api/v1/forecast/sums and /generation/sums */
export function sumRoutes({ now }: Services, answers: Answers) {
  const answered = async (
    c: Context<Scoped>,
    { by, site_uuids, ...range }: z.output<typeof sumQuery>,
    of: typeof forecastSums.ofSites,
  ) => {
    const { sql } = c.var;
    const { start, end } = periodOf(range, "UTC", now());
    const revision = found(await revisions.ofSites(sql, site_uuids), "site");
    const { sites } = revision;
    const question = [c.req.path, by, `${start}`, `${end}`];
    return await jsonAnswer(c, answers, revision, question, async () => {
      const rows = await of(sql, sites, start, end, by);
      const head = { by, start_utc: `${start}`, end_utc: `${end}` };
      return textOf({ ...head, sites: sites.length, sums: rows } satisfies z.input<typeof answer>);
    });
  };
  return router()
    .openapi(forecast, (c) => answered(c, c.req.valid("query"), forecastSums.ofSites))
    .openapi(generation, (c) => answered(c, c.req.valid("query"), generationSums.ofSites));
}

const textOf = (body: unknown) => new TextEncoder().encode(JSON.stringify(body));
