import { createRoute, z } from "@hono/zod-openapi";
import type { ScopedSql } from "../../../db/scope.ts";
import { questionKey } from "../../../domain/forecasts/forecast_question.ts";
import { zoneOf } from "../../../domain/sites/site.ts";
import { periodOf } from "../../../domain/time/time_range.ts";
import * as forecastJson from "../../../sql/forecasts/forecast_json.ts";
import { cachedJson, type JsonCache, streamedJson } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { inScope } from "../../middleware/scope.ts";
import { seriesOf, siteOfToken } from "../cached_series.ts";
import { respondWithExport } from "../../exports/export_response.ts";
import { format, jsonOrCsv, siteExport, wantsCsv } from "../csv_format.ts";
import { problems, router, unchanged } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
import { DAYS_AT_ONCE, daysOf, piecesOf, textsOf } from "../json_pieces.ts";
import { forecastQuery } from "./forecast_query.ts";

const utc = z.iso.datetime();

const forecastValue = z.object({
  start_utc: utc,
  end_utc: utc,
  forecast_power_kw: z.number().describe("Mean power over [start_utc, end_utc)"),
  p10_kw: z.number().nullable(),
  p90_kw: z.number().nullable(),
  horizon_minutes: z.int().nullable(),
  forecast_uuid: z.guid(),
  timestamp_utc: utc.describe("When the run behind this value was made"),
  model_name: z.string().nullable(),
  model_version: z.string().nullable(),
  cut: z.literal(true).optional()
    .describe("There where newer runs cover a part of the stored period: this is the rest"),
  filled: z.literal(true).optional()
    .describe("There where the service's own model fills a gap of the model that the site shows"),
}).openapi("ForecastValue");

const forecastSeries = seriesOf(forecastValue).extend({
  model_name: z.string().nullable()
    .describe("The model that the site shows at the end of the range, or that was asked for"),
});

const summary =
  "For each time the newest forecast made at or before it; by default from the site's midnight, 3 days";

const forecast = createRoute({
  method: "get",
  path: "/sites/{site_uuid}/forecast",
  summary,
  description:
    "With conditions, for each time the newest forecast that meets all of them. Where newer runs " +
    "cover a part of an older value, the rest is marked `cut`. Which model a site shows, and why, " +
    "is at /sites/{site_uuid}/chosen-model. At most 400 days; more than 60 are sent as they are read.",
  request: { params: siteParams, query: forecastQuery.safeExtend({ format }) },
  responses: { 200: jsonOrCsv(forecastSeries, summary), ...unchanged, ...problems },
});

/** GET /api/v1/sites/{site_uuid}/forecast */
export const forecastSeriesRoutes = ({ now }: Services, cache: JsonCache) =>
  router().openapi(forecast, async (c) => {
    const { place, revisions } = siteOfToken(c);
    const { format, start: _, end: __, ...question } = c.req.valid("query");
    const { start, end } = periodOf(c.req.valid("query"), zoneOf(place), now());
    const { site_uuid } = place;
    if (wantsCsv(c, format)) {
      const forecast = { choice: "newest", conditions: question } as const;
      const rows = siteExport("forecast", site_uuid, { range: { start, end }, forecast });
      return await respondWithExport(c, rows, c.var);
    }
    const key = ["forecast", `${start}`, `${end}`, questionKey(question)];
    if (daysOf(start, end) > DAYS_AT_ONCE) {
      const head = (sql: ScopedSql) =>
        forecastJson.beforeValues(sql, site_uuid, start, end, question);
      const pieces = piecesOf({ start, end }).map((piece) => (sql: ScopedSql) =>
        forecastJson.valuesOfSite(sql, site_uuid, piece.start, piece.end, question)
      );
      return await streamedJson(c, revisions, key, textsOf(c, head, pieces));
    }
    const make = () =>
      inScope(c, (sql) => forecastJson.ofSite(sql, site_uuid, start, end, question));
    return await cachedJson(c, cache, revisions, key, make);
  });
