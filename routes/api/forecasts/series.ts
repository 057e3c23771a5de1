import { createRoute, z } from "@hono/zod-openapi";
import type { ScopedSql } from "../../../db/scope.ts";
import {
  type ForecastQuestion,
  hasConditions,
} from "../../../domain/forecasts/forecast_question.ts";
import { zoneOf } from "../../../domain/sites/site.ts";
import { periodOf } from "../../../domain/time/time_range.ts";
import * as chosenModels from "../../../sql/forecasts/chosen_models.ts";
import * as forecastJson from "../../../sql/forecasts/forecast_json.ts";
import * as pastForecasts from "../../../sql/forecasts/past_forecasts.ts";
import { cachedJson, type JsonCache, uncachedJson } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { inScope } from "../../middleware/scope.ts";
import { seriesOf, siteOfToken } from "../cached_series.ts";
import { respondWithExport } from "../../exports/export_response.ts";
import { format, jsonOrCsv, siteExport, wantsCsv } from "../csv_format.ts";
import { problems, router, unchanged } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
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
    "With conditions, for each time the newest forecast that meets all of them: written at or before " +
    "`made_before`; with a horizon of at least `min_horizon_minutes`, as its modeller stored it; " +
    "written at most `day_ahead_hours` after the midnight that begins the day before the target's, " +
    "by a clock that is `day_ahead_utc_offset_hours` ahead of UTC; by the model `model_name`, " +
    "whose gaps are not filled. Where newer runs cover a part of an older value, the rest is " +
    "marked `cut`. Which model a site shows, and why, is at /sites/{site_uuid}/chosen-model.",
  request: { params: siteParams, query: forecastQuery.safeExtend({ format }) },
  responses: { 200: jsonOrCsv(forecastSeries, summary), ...unchanged, ...problems },
});

/** GET /api/v1/sites/{site_uuid}/forecast */
export const forecastSeriesRoutes = ({ now }: Services, cache: JsonCache) =>
  router().openapi(forecast, async (c) => {
    const { place, revisions } = siteOfToken(c);
    const { format, ...query } = c.req.valid("query");
    const { start, end } = periodOf(query, zoneOf(place), now());
    const { site_uuid } = place;
    if (wantsCsv(c, format)) {
      const { start: _, end: __, ...conditions } = query;
      const forecast = { choice: "newest", conditions } as const;
      const question = siteExport("forecast", site_uuid, { range: { start, end }, forecast });
      return await respondWithExport(c, question, c.var);
    }
    if (!hasConditions(query)) {
      const make = () => inScope(c, (sql) => forecastJson.ofSite(sql, site_uuid, start, end));
      return cachedJson(c, cache, revisions, ["forecast", `${start}`, `${end}`], make);
    }
    const range = { start_utc: `${start}`, end_utc: `${end}` };
    const past = await inScope(c, (sql) => pastSeries(sql, site_uuid, { start, end }, query));
    return await uncachedJson(c, { site_uuid, ...range, ...past });
  });

/** Reads the forecasts that meet the conditions of a question, and the model that they are of. */
async function pastSeries(
  sql: ScopedSql,
  siteUuid: string,
  { start, end }: { start: Temporal.Instant; end: Temporal.Instant },
  question: ForecastQuestion,
) {
  const rows = await pastForecasts.between(sql, [siteUuid], start, end, question);
  const values = rows.map(({ site_uuid: _, is_cut, is_filled, ...value }) => ({
    ...value,
    ...is_cut && { cut: true as const },
    ...is_filled && { filled: true as const },
  }));
  const model_name = question.model_name ??
    (await chosenModels.ofSite(sql, siteUuid, choiceTime(question, end)))?.model_name ?? null;
  return { model_name, values };
}

/** Returns when the model was chosen that a question is for, at the end of its range. */
function choiceTime(query: ForecastQuestion, end: Temporal.Instant): Temporal.Instant {
  const newest = end.subtract({ minutes: query.min_horizon_minutes ?? 0 });
  const made = query.made_before ? Temporal.Instant.from(query.made_before) : newest;
  return Temporal.Instant.compare(made, newest) < 0 ? made : newest;
}
