import { createRoute, z } from "@hono/zod-openapi";
import type { ScopedSql } from "../../../db/scope.ts";
import { questionKey } from "../../../domain/forecasts/forecast_question.ts";
import { periodOf } from "../../../domain/time/time_range.ts";
import * as forecastJson from "../../../sql/forecasts/forecast_json.ts";
import { beforeSites } from "../../../sql/kit/json_text.ts";
import { cachedJson, type JsonCache, streamedJson } from "../../http/cached_json.ts";
import type { Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { daysOf, SITE_DAYS_AT_ONCE, siteDays, someOf, textsOf } from "../json_pieces.ts";
import { OF_MANY_SITES, sitesMeant } from "../many_sites.ts";
import { json, problems, router, unchanged } from "../router.ts";
import { latestQuery } from "./latest_query.ts";

const utc = z.iso.datetime();
const numbers = z.array(z.number().nullable());
const places = z.array(z.int()).optional();
const shown = z.string().nullable().describe("The model that the site shows at the end");
const head = { start_utc: utc, end_utc: utc };

const rows = z.object({
  ...head,
  sites: z.array(z.object({
    site_uuid: z.guid(),
    model_name: shown,
    values: z.array(z.object({
      ...head,
      forecast_power_kw: z.number().describe("Mean power over [start_utc, end_utc)"),
      p10_kw: z.number().nullable(),
      p90_kw: z.number().nullable(),
      horizon_minutes: z.int().nullable(),
      timestamp_utc: utc.describe("When the run behind this value was made"),
      cut: z.literal(true).optional()
        .describe("There where newer runs cover a part of the stored period: this is the rest"),
      filled: z.literal(true).optional()
        .describe("There where the service's own model fills a gap of the site's model"),
      model_name: z.string().optional().describe("The model of a value that fills a gap"),
    })),
  })),
}).openapi("LatestForecasts");

const columns = z.object({
  ...head,
  periods: z.object({ start_utc: z.array(utc), end_utc: z.array(utc) }),
  sites: z.array(z.object({
    site_uuid: z.guid(),
    model_name: shown,
    forecast_power_kw: numbers.describe("One for each period; null: the site has none for it"),
    p10_kw: numbers,
    p90_kw: numbers,
    cut: places.describe("Places, from 0 on, of what is the rest of a longer period"),
    filled: places.describe("Places of values by which the service's own model fills gaps"),
  })),
}).openapi("LatestForecastColumns");

const summary = "Latest forecasts of many sites";

const latest = createRoute({
  method: "get",
  middleware: scoped,
  path: "/forecasts/latest",
  summary,
  description: OF_MANY_SITES +
    "For each time the newest forecast made at or before it, or with conditions the newest that " +
    "meets them. By default 3 days from the midnight of UTC. `format=columns` is a quarter as long: each period once, then a list of numbers for each " +
    "site. The run and the model behind a value are at /sites/{site_uuid}/forecast.",
  request: { query: latestQuery },
  responses: { 200: json(z.union([rows, columns]), summary), ...unchanged, ...problems },
});

/** GET /api/v1/forecasts/latest */
export const latestRoutes = ({ now }: Services, cache: JsonCache) =>
  router().openapi(latest, async (c) => {
    const { format, start: from, end: to, ...query } = c.req.valid("query");
    const { start, end } = periodOf({ start: from, end: to }, "UTC", now());
    const meant = await sitesMeant(c.var, query);
    const days = siteDays(meant.sites, start, end);
    const key = ["latest", format, `${start}`, `${end}`, questionKey(query)];
    if (days > SITE_DAYS_AT_ONCE && format === "rows") {
      const pieces = someOf(meant.sites, daysOf(start, end)).map((some) => (sql: ScopedSql) =>
        forecastJson.rowsOfSites(sql, some, start, end, query)
      );
      return await streamedJson(c, meant, key, textsOf(c, beforeSites(start, end), pieces));
    }
    const read = format === "columns" ? forecastJson.columns : forecastJson.rows;
    const make = () => read(c.var.sql, meant.sites, start, end, query);
    return await cachedJson(c, cache, meant, key, make);
  });
