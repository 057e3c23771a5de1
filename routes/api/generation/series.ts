import { createRoute, z } from "@hono/zod-openapi";
import type { ScopedSql } from "../../../db/scope.ts";
import { zoneOf } from "../../../domain/sites/site.ts";
import { periodOf, seriesRange } from "../../../domain/time/time_range.ts";
import * as generationJson from "../../../sql/generation/generation_json.ts";
import { cachedJson, type JsonCache, streamedJson } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { inScope } from "../../middleware/scope.ts";
import { seriesOf, siteOfToken } from "../cached_series.ts";
import { respondWithExport } from "../../exports/export_response.ts";
import { format, jsonOrCsv, siteExport, wantsCsv } from "../csv_format.ts";
import { DAYS_AT_ONCE, daysOf, piecesOf, textsOf } from "../json_pieces.ts";
import { problems, router, unchanged } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";

/** A measured period in JSON. */
export const generationValue = z.object({
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
  request: { params: siteParams, query: seriesRange.safeExtend({ format }) },
  responses: { 200: jsonOrCsv(seriesOf(generationValue), summary), ...unchanged, ...problems },
});

/** GET /api/v1/sites/{site_uuid}/generation */
export const generationSeriesRoutes = ({ now }: Services, cache: JsonCache) =>
  router().openapi(generation, async (c) => {
    const { place, revisions } = siteOfToken(c);
    const query = c.req.valid("query");
    const { start, end } = periodOf(query, zoneOf(place), now());
    if (wantsCsv(c, query.format)) {
      const question = siteExport("generation", place.site_uuid, { range: { start, end } });
      return await respondWithExport(c, question, c.var);
    }
    const key = ["generation", `${start}`, `${end}`];
    const { site_uuid } = place;
    if (daysOf(start, end) > DAYS_AT_ONCE) {
      const head = (sql: ScopedSql) => generationJson.beforeValues(sql, site_uuid, start, end);
      const pieces = piecesOf({ start, end }).map((piece) => (sql: ScopedSql) =>
        generationJson.valuesOfSite(sql, site_uuid, piece.start, piece.end)
      );
      return await streamedJson(c, revisions, key, textsOf(c, head, pieces));
    }
    const make = () => inScope(c, (sql) => generationJson.ofSite(sql, site_uuid, start, end));
    return await cachedJson(c, cache, revisions, key, make);
  });
