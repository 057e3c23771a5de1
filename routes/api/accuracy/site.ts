import { createRoute } from "@hono/zod-openapi";
import * as accuracy from "../../../sql/accuracy/accuracy.ts";
import * as sites from "../../../sql/sites/sites.ts";
import type { Services } from "../../http/context.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, problems, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
import { accuracies, daysOf, description, toJson } from "./accuracy_json.ts";
import { accuracyQuery } from "./query.ts";

const ofSite = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/accuracy",
  summary: "How far off the forecasts of a site were",
  description,
  request: { params: siteParams, query: accuracyQuery },
  responses: { 200: json(accuracies, "Accuracy of each model at each horizon"), ...problems },
});

/** GET /api/v1/sites/{site_uuid}/accuracy */
export const siteAccuracyRoutes = ({ now }: Services) =>
  router().openapi(ofSite, async (c) => {
    const query = c.req.valid("query");
    const days = daysOf(query, now());
    const site = await load(c, "site_uuid", sites.find);
    const rows = await accuracy.ofSite(c.var.sql, site.site_uuid, days, query.light);
    return c.json(toJson(query, days, rows), 200);
  });
