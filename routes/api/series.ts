import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../domain/errors.ts";
import { zoneOf } from "../../domain/site.ts";
import { periodOf, timeRange } from "../../domain/time_range.ts";
import * as forecasts from "../../sql/forecasts.ts";
import * as generation from "../../sql/generation.ts";
import * as sites from "../../sql/sites.ts";
import type { Services } from "../context.ts";
import { scoped } from "../middleware/scope.ts";
import { problems, router } from "./router.ts";

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

function series<V extends z.ZodType>(name: string, summary: string, value: V) {
  const body = z.object({
    site_uuid: z.guid(),
    start_utc: utc,
    end_utc: utc,
    values: z.array(value),
  });
  return createRoute({
    method: "get",
    middleware: scoped,
    path: `/sites/{site_uuid}/${name}`,
    summary,
    request: {
      params: z.object({ site_uuid: z.guid({ error: "This is no UUID." }) }),
      query: timeRange,
    },
    responses: {
      200: { description: summary, content: { "application/json": { schema: body } } },
      ...problems,
    },
  });
}

const forecast = series(
  "forecast",
  "For each time the newest forecast made at or before it; by default from the site's midnight, 3 days",
  forecastValue,
);
const actual = series("generation", "What the site produced, the same range", generationValue);

/** GET /api/v1/sites/{uuid}/forecast and …/generation */
export function seriesRoutes({ now }: Services) {
  return router()
    .openapi(forecast, async (c) => {
      const site = found(await sites.find(c.var.sql, c.req.valid("param").site_uuid), "site");
      const { start, end } = periodOf(c.req.valid("query"), zoneOf(site), now());
      const rows = await forecasts.latest(c.var.sql, [site.site_uuid], start, end);
      return c.json({ ...head(site, start, end), values: rows.map(withoutSite) }, 200);
    })
    .openapi(actual, async (c) => {
      const site = found(await sites.find(c.var.sql, c.req.valid("param").site_uuid), "site");
      const { start, end } = periodOf(c.req.valid("query"), zoneOf(site), now());
      const rows = await generation.between(c.var.sql, [site.site_uuid], start, end);
      return c.json({ ...head(site, start, end), values: rows.map(withoutSite) }, 200);
    });
}

function head(site: { site_uuid: string }, start: Temporal.Instant, end: Temporal.Instant) {
  return { site_uuid: site.site_uuid, start_utc: start.toString(), end_utc: end.toString() };
}

function withoutSite<V extends { site_uuid: string }>({ site_uuid: _, ...value }: V) {
  return value;
}
