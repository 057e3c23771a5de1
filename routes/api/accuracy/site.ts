import { createRoute, z } from "@hono/zod-openapi";
import * as accuracy from "../../../sql/accuracy/accuracy.ts";
import * as sites from "../../../sql/sites/sites.ts";
import type { Services } from "../../http/context.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { format, jsonOrCsv, respondWithDaysCsv, siteExport, wantsCsv } from "../csv_format.ts";
import { problems, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
import { readReliability } from "../../../sql/accuracy/reliability.ts";
import { accuracies, daysOf, description, toJson } from "./accuracy_json.ts";
import { accuracyQuery } from "./query.ts";
import { dayAheadAccuracy, reliabilityJson } from "./reliability_json.ts";

const siteAccuracies = z.object({ ...accuracies.shape, day_ahead: dayAheadAccuracy })
  .openapi("SiteAccuracies");

const ofSite = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/accuracy",
  summary: "How far off the forecasts of a site were",
  description:
    `${description} \`day_ahead\` compares energies of the same days, by the site's clock, as ` +
    "forecast at 9:00 of the day before.",
  request: { params: siteParams, query: accuracyQuery.extend({ format }) },
  responses: {
    200: jsonOrCsv(
      siteAccuracies,
      "Accuracy of each model at each horizon, and of each day's energy",
    ),
    ...problems,
  },
});

/** GET /api/v1/sites/{site_uuid}/accuracy */
export const siteAccuracyRoutes = ({ now }: Services) =>
  router().openapi(ofSite, async (c) => {
    const query = c.req.valid("query");
    const days = daysOf(query, now());
    const site = await load(c, "site_uuid", sites.find);
    if (wantsCsv(c, query.format)) {
      const range = { first: days.from, last: days.to };
      const question = siteExport("accuracy", site.site_uuid, { light: query.light, range });
      return await respondWithDaysCsv(c, site, { ...question, range }, now());
    }
    const [rows, compared] = await Promise.all([
      accuracy.ofSite(c.var.sql, site.site_uuid, days, query.light),
      readReliability(c.var.sql, site, days, now(), { withClearSky: true }),
    ]);
    return c.json({ ...toJson(query, days, rows), day_ahead: reliabilityJson(compared) }, 200);
  });
