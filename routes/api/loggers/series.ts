import { createRoute, z } from "@hono/zod-openapi";
import { zoneOf } from "../../../domain/sites/site.ts";
import { periodOf, timeRange } from "../../../domain/time/time_range.ts";
import { SERIES_KINDS, seriesBetween } from "../../../sql/loggers/series.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, problems, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";

const seriesValue = z.object({
  start_utc: z.iso.datetime(),
  end_utc: z.iso.datetime(),
  power_kw: z.number().describe("Mean power over [start_utc, end_utc)"),
}).openapi("SeriesValue");

const KIND = "Choose consumption or charger.";
const kind = z.enum(SERIES_KINDS, { error: KIND })
  .describe("What the site consumed, or what its charger took");

const summary = "Consumption or charger power of a site, as its data loggers measured it";

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/series",
  summary,
  description: "By default from the site's midnight, 3 days. Consumption is as it was measured: " +
    "with the charger where the variable that feeds it includes it.",
  request: {
    params: siteParams,
    query: timeRange.safeExtend({ kind: kind.default("consumption") }),
  },
  responses: {
    200: json(
      z.object({ site_uuid: z.guid(), kind, values: z.array(seriesValue) }),
      "By time; a gap is a time without a value",
    ),
    ...problems,
  },
});

/** GET /api/v1/sites/{site_uuid}/series */
export const siteSeriesRoutes = () =>
  router().openapi(list, async (c) => {
    const site = await load(c, "site_uuid", sites.find);
    const query = c.req.valid("query");
    const range = periodOf(query, zoneOf(site), c.var.services.now());
    const values = await seriesBetween(c.var.sql, site.site_uuid, query.kind, range);
    return c.json({ site_uuid: site.site_uuid, kind: query.kind, values }, 200);
  });
