import { createRoute, z } from "@hono/zod-openapi";
import { type Accuracy, accuracyPeriod, accuracyQuery, LIGHTS } from "../../domain/accuracy.ts";
import { BASELINE_MODEL } from "../../domain/baseline_forecast.ts";
import { AppError, found } from "../../domain/errors.ts";
import * as accuracy from "../../sql/accuracy.ts";
import * as sites from "../../sql/sites.ts";
import type { Services } from "../context.ts";
import { scoped } from "../middleware/scope.ts";
import { json, problems, router } from "./router.ts";
import { siteParams } from "./sites.ts";

const share = z.number().nullable();

const accuracyJson = z.object({
  model_name: z.string().nullable().describe("Null: values without a model"),
  horizon_hours: z.int().describe("About so long before the start of its period it was made"),
  pairs: z.int().describe("Forecast values with a measured mean power of their period"),
  mae_kw: z.number().nullable(),
  rmse_kw: z.number().nullable(),
  bias_kw: z.number().nullable().describe("Forecast minus measured"),
  mae_share: share.describe("Of the capacity; null where no site has one"),
  rmse_share: share,
  bias_share: share,
  band_pairs: z.int().describe("Pairs with a P10 and a P90"),
  inside_share: share.describe("Share of these with the measured power from P10 to P90"),
  skill: z.number().nullable()
    .describe("1 - MAE / MAE of the baseline, over the sites and days that have both"),
  baseline_mae_kw: z.number().nullable().describe("That MAE of the baseline"),
}).openapi("Accuracy");

const answer = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  light: z.enum(LIGHTS),
  baseline: z.string().describe("Name of the model that skill compares with"),
  accuracy: z.array(accuracyJson),
}).openapi("Accuracies");

const description = "By model and horizon, over UTC days, both included; by default the last 30 " +
  "complete ones. Days are counted in the night after them.";

const ofSite = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/accuracy",
  summary: "How far off the forecasts of a site were",
  description,
  request: { params: siteParams, query: accuracyQuery },
  responses: { 200: json(answer, "Accuracy of each model at each horizon"), ...problems },
});

const ofGroup = createRoute({
  method: "get",
  middleware: scoped,
  path: "/accuracy",
  summary: "How far off the forecasts of your group's sites were, together",
  description,
  request: { query: accuracyQuery },
  responses: { 200: json(answer, "Accuracy of each model at each horizon"), ...problems },
});

type Query = z.output<typeof accuracyQuery>;

/** GET /api/v1/sites/{site_uuid}/accuracy and /accuracy */
export function accuracyRoutes({ now }: Services) {
  return router()
    .openapi(ofSite, async (c) => {
      const { sql } = c.var;
      const query = c.req.valid("query");
      const period = periodOf(query, now());
      const site = found(await sites.find(sql, c.req.valid("param").site_uuid), "site");
      const rows = await accuracy.ofSite(sql, site.site_uuid, period, query.light);
      return c.json(body(query, period, rows), 200);
    })
    .openapi(ofGroup, async (c) => {
      const query = c.req.valid("query");
      const period = periodOf(query, now());
      const rows = await accuracy.ofGroup(c.var.sql, period, query.light);
      return c.json(body(query, period, rows), 200);
    });
}

function periodOf(query: Query, now: Temporal.Instant) {
  const { data, fields } = accuracyPeriod(query, now);
  if (!data) throw new AppError("invalid", "Some parameters are not valid.", { fields });
  return data;
}

function body({ light }: Query, { from, to }: ReturnType<typeof periodOf>, rows: Accuracy[]) {
  const days = { from: from.toString(), to: to.toString() };
  return { ...days, light, baseline: BASELINE_MODEL.name, accuracy: rows };
}
