import { createRoute, z } from "@hono/zod-openapi";
import { forecastsOfSites, siteForecast } from "../../../domain/forecasts/new_forecasts.ts";
import * as forecasts from "../../../sql/forecasts/forecasts.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { ALL_OR_NONE, counts, refuseFirst } from "../ingestion.ts";
import { body, describeFields, json, refusals, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";

describeFields(siteForecast, {
  timestamp_utc: "When the run was made",
  forecast_version: "Without it: the model's version",
});
describeFields(siteForecast.shape.values.element, {
  end_utc: "After the start, by one day at most",
  forecast_power_kw: "Mean power over [start_utc, end_utc)",
  horizon_minutes: "Without it: from the run's time to the start",
});

const stored = z.object(counts).openapi("Stored");
const description =
  `${ALL_OR_NONE} A run is identified by site, time, model and versions. Sent again, new values ` +
  "are added to it; if one contradicts what is stored, none of the run's are. Send a corrected run " +
  "with a time or a forecast_version of its own.";
const responses = { 201: json(stored, "What became of the values"), ...refusals };

const ofSite = createRoute({
  method: "post",
  middleware: scoped,
  path: "/sites/{site_uuid}/forecasts",
  summary: "Send a run of a model for a site",
  description,
  request: { params: siteParams, body: body(siteForecast) },
  responses,
});

const ofSites = createRoute({
  method: "post",
  middleware: scoped,
  path: "/forecasts",
  summary: "Send runs of models for several sites",
  description,
  request: { body: body(forecastsOfSites) },
  responses,
});

/** POST /api/v1/forecasts and /api/v1/sites/{site_uuid}/forecasts */
export const newForecastRoutes = () =>
  router()
    .openapi(ofSite, async (c) => {
      const { site_uuid } = await load(c, "site_uuid", sites.find);
      const run = { site_uuid, ...c.req.valid("json") };
      return c.json(await forecasts.add(c.var.sql, [run]), 201);
    }, refuseFirst)
    .openapi(ofSites, async (c) => {
      return c.json(await forecasts.add(c.var.sql, c.req.valid("json").forecasts), 201);
    }, refuseFirst);
