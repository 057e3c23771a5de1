import { createRoute, z } from "@hono/zod-openapi";
import { periodOf, timeRange } from "../../../domain/time/time_range.ts";
import * as sites from "../../../sql/sites/sites.ts";
import * as weatherRuns from "../../../sql/weather/weather_runs.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, problems, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
import { weatherValue } from "./runs.ts";

const utc = z.iso.datetime();

const used = weatherValue.extend({
  issued_utc: utc.describe("When the run was made that the hour is from"),
  received_utc: utc.describe("When that run was stored here"),
});

const siteWeather = z.object({
  site_uuid: z.guid(),
  start_utc: utc,
  end_utc: utc,
  source: z.string().nullable().describe("null: there is no weather for the site"),
  hours: z.array(used),
}).openapi("SiteWeather");

const route = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/weather",
  summary: "The weather that a site's forecast uses now",
  description:
    "Of the hours that begin in the range, each from the newest run. Of several sources one is " +
    "used: those that still tell of the future first, then sent before fetched, then the one with " +
    "the newest run. Runs of groups that do not have the site are not used. Without a range: three " +
    "days from the beginning of the site's day.",
  request: { params: siteParams, query: timeRange },
  responses: { 200: json(siteWeather, "The weather by hour"), ...problems },
});

/** GET /api/v1/sites/{site_uuid}/weather */
export const siteWeatherRoutes = () =>
  router().openapi(route, async (c) => {
    const site = await load(c, "site_uuid", sites.find);
    const { services, sql } = c.var;
    const period = periodOf(c.req.valid("query"), site.time_zone ?? "UTC", services.now());
    const rows = await weatherRuns.ofSite(sql, site.site_uuid, period);
    const body = {
      site_uuid: site.site_uuid,
      start_utc: period.start.toString(),
      end_utc: period.end.toString(),
      source: rows[0]?.source ?? null,
      hours: rows.map(({ source: _, ...hour }) => hour),
    };
    return c.json(body, 200);
  });
