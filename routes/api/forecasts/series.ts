import { createRoute, z } from "@hono/zod-openapi";
import type { ScopedSql } from "../../../db/scope.ts";
import { found } from "../../../domain/errors.ts";
import { asksMore } from "../../../domain/forecasts/forecast_question.ts";
import { forecastQuery } from "./forecast_query.ts";
import { zoneOf } from "../../../domain/sites/site.ts";
import { periodOf, timeRange } from "../../../domain/time/time_range.ts";
import * as pastForecasts from "../../../sql/forecasts/past_forecasts.ts";
import * as latestJson from "../../../sql/forecasts/latest_json.ts";
import * as generationJson from "../../../sql/generation/generation_json.ts";
import * as revisions from "../../../sql/sites/revisions.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { type Answers, jsonAnswer } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { problems, router, unchanged } from "../router.ts";

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
}).openapi("ForecastValue");

const generationValue = z.object({
  start_utc: utc,
  end_utc: utc,
  generation_power_kw: z.number().describe("Mean power over [start_utc, end_utc)"),
}).openapi("GenerationValue");

function series<
  P extends string,
  V extends z.ZodType,
  Q extends typeof timeRange | typeof forecastQuery,
>(
  path: P,
  query: Q,
  value: V,
  { summary, description }: { summary: string; description?: string },
) {
  const body = z.object({
    site_uuid: z.guid(),
    start_utc: utc,
    end_utc: utc,
    values: z.array(value),
  });
  return createRoute({
    method: "get",
    middleware: scoped,
    path,
    summary,
    description,
    request: {
      params: z.object({ site_uuid: z.guid({ error: "This is no UUID." }) }),
      query,
    },
    responses: {
      200: { description: summary, content: { "application/json": { schema: body } } },
      ...unchanged,
      ...problems,
    },
  });
}

const forecast = series("/sites/{site_uuid}/forecast", forecastQuery, forecastValue, {
  summary:
    "For each time the newest forecast made at or before it; by default from the site's midnight, 3 days",
  description:
    "Asked about the past, it is the newest of the forecasts that pass all of: written at or before " +
    "`made_before`; with a horizon of at least `min_horizon_minutes`, as its modeller stored it; " +
    "written at most `day_ahead_hours` after the midnight that begins the day before the target's, " +
    "by a clock that is `day_ahead_utc_offset_hours` ahead of UTC; by the model `model_name`.",
});
const actual = series("/sites/{site_uuid}/generation", timeRange, generationValue, {
  summary: "What the site produced, the same range",
});

/** GET /api/v1/sites/{uuid}/forecast and …/generation */
export function seriesRoutes({ now }: Services, answers: Answers) {
  return router()
    .openapi(forecast, async (c) => {
      const { sql } = c.var;
      const { site, revision } = await asked(sql, c.req.valid("param").site_uuid);
      const query = c.req.valid("query");
      const { start, end } = periodOf(query, zoneOf(site), now());
      if (!asksMore(query)) {
        const make = () => latestJson.ofSite(sql, site.site_uuid, start, end);
        return jsonAnswer(c, answers, revision, ["forecast", `${start}`, `${end}`], make);
      }
      const rows = await pastForecasts.between(sql, [site.site_uuid], start, end, query);
      return c.json({ ...head(site, start, end), values: rows.map(withoutSite) }, 200);
    })
    .openapi(actual, async (c) => {
      const { sql } = c.var;
      const { site, revision } = await asked(sql, c.req.valid("param").site_uuid);
      const { start, end } = periodOf(c.req.valid("query"), zoneOf(site), now());
      const make = () => generationJson.ofSite(sql, site.site_uuid, start, end);
      return jsonAnswer(c, answers, revision, ["generation", `${start}`, `${end}`], make);
    });
}

/** A site of the viewer's; both questions leave together. Throws not_found. */
async function asked(sql: ScopedSql, siteUuid: string) {
  const [site, revision] = await Promise.all([
    sites.find(sql, siteUuid),
    revisions.ofSites(sql, [siteUuid]),
  ]);
  return { site: found(site, "site"), revision: found(revision, "site") };
}

function head(site: { site_uuid: string }, start: Temporal.Instant, end: Temporal.Instant) {
  return { site_uuid: site.site_uuid, start_utc: start.toString(), end_utc: end.toString() };
}

function withoutSite<V extends { site_uuid: string }>({ site_uuid: _, ...value }: V) {
  return value;
}
