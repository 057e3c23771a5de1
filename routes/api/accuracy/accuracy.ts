import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { AdminSql } from "../../../db/scope.ts";
import {
  type Accuracy,
  type AccuracyPeriod,
  accuracyPeriod,
  LIGHTS,
} from "../../../domain/accuracy/accuracy.ts";
import { accuracyQuery } from "./query.ts";
import { BASELINE_MODEL } from "../../../domain/forecasts/baseline_forecast.ts";
import { AppError, found } from "../../../domain/errors.ts";
import * as accuracy from "../../../sql/accuracy/accuracy.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import * as sites from "../../../sql/sites/sites.ts";
import type { Administering, Scoped, Services } from "../../http/context.ts";
import { adminScoped, scoped } from "../../middleware/scope.ts";
import { json, problems, refusals, router } from "../router.ts";
import { siteParams } from "../sites/list.ts";

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
    .describe("1 - MAE / MAE of the baseline, over the periods that both have at this horizon"),
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

const groupQuery = accuracyQuery.extend({
  site_group_uuid: z.guid({ error: "This is no UUID." }).optional()
    .describe("Admins only: another group's sites"),
});

/** Another group's sites are seen in an admin's scope alone. */
const groupScoped = createMiddleware<Scoped>((c, next) =>
  c.req.query("site_group_uuid") === undefined
    ? scoped(c, next)
    : adminScoped(c as unknown as Context<Administering>, next)
);

const ofGroup = createRoute({
  method: "get",
  middleware: groupScoped,
  path: "/accuracy",
  summary: "How far off the forecasts of your group's sites were, together",
  description,
  request: { query: groupQuery },
  responses: {
    200: json(answer, "Accuracy of each model at each horizon"),
    ...problems,
    403: refusals[403],
  },
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
      const rows = query.site_group_uuid === undefined
        ? await accuracy.ofGroup(c.var.sql, period, query.light)
        : await ofOneGroup(c.var.sql as unknown as AdminSql, query.site_group_uuid, period, query);
      return c.json(body(query, period, rows), 200);
    });
}

async function ofOneGroup(
  sql: AdminSql,
  siteGroupUuid: string,
  period: AccuracyPeriod,
  { light }: Query,
): Promise<Accuracy[]> {
  const group = found(await siteGroups.find(sql, siteGroupUuid), "group");
  return await accuracy.ofOneGroup(sql, group.site_group_uuid, period, light);
}

function periodOf(query: Query, now: Temporal.Instant) {
  const { data, fields } = accuracyPeriod(query, now);
  if (!data) throw new AppError("invalid", "Some parameters are not valid.", { fields });
  return data;
}

function body({ light }: Query, { from, to }: AccuracyPeriod, rows: Accuracy[]) {
  const days = { from: from.toString(), to: to.toString() };
  return { ...days, light, baseline: BASELINE_MODEL.name, accuracy: rows };
}
