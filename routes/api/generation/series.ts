import { createRoute, z } from "@hono/zod-openapi";
import { zoneOf } from "../../../domain/sites/site.ts";
import { periodOf, timeRange } from "../../../domain/time/time_range.ts";
import * as generationJson from "../../../sql/generation/generation_json.ts";
import { cachedJson, type JsonCache } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { inScope } from "../../middleware/scope.ts";
import { seriesOf, siteOfToken } from "../cached_series.ts";
import { json, problems, router, unchanged } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";

const generationValue = z.object({
  start_utc: z.iso.datetime(),
  end_utc: z.iso.datetime(),
  generation_power_kw: z.number().describe("Mean power over [start_utc, end_utc)"),
  cut: z.literal(true).optional().describe("The rest of a longer row that others overlap"),
}).openapi("GenerationValue");

const summary = "What the site produced; by default from the site's midnight, 3 days";

const generation = createRoute({
  method: "get",
  path: "/sites/{site_uuid}/generation",
  summary,
  request: { params: siteParams, query: timeRange },
  responses: { 200: json(seriesOf(generationValue), summary), ...unchanged, ...problems },
});

/** GET /api/v1/sites/{site_uuid}/generation */
export const generationSeriesRoutes = ({ now }: Services, cache: JsonCache) =>
  router().openapi(generation, (c) => {
    const { place, revisions } = siteOfToken(c);
    const { start, end } = periodOf(c.req.valid("query"), zoneOf(place), now());
    const make = () => inScope(c, (sql) => generationJson.ofSite(sql, place.site_uuid, start, end));
    return cachedJson(c, cache, revisions, ["generation", `${start}`, `${end}`], make);
  });
