import { createRoute, z } from "@hono/zod-openapi";
import { calendarMonth } from "../../../domain/operations/reports/month.ts";
import { zoneOf } from "../../../domain/sites/site.ts";
import { dayOf } from "../../../domain/time/time.ts";
import { siteReport } from "../../../sql/operations/site_reports.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load } from "../../http/params.ts";
import { reportMonth } from "../../reports/report_month.ts";
import type { Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { json, problems, router } from "../router.ts";
import { siteParams } from "../sites/site_json.ts";
import { siteReportJson, siteReportToJson } from "./report_json.ts";

export const monthQuery = z.object({
  month: calendarMonth.optional().describe("2026-10; by default the month before this one"),
});

const route = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}/report",
  summary: "What a month gave at a site",
  description: "Energies by day against the day-ahead forecast and a clear sky, accuracy, marked " +
    "outages, and what needed attention, as they are known now.",
  request: { params: siteParams, query: monthQuery },
  responses: { 200: json(siteReportJson, "The report"), ...problems },
});

/** GET /api/v1/sites/{site_uuid}/report */
export const siteReportRoutes = ({ now }: Services) =>
  router().openapi(route, async (c) => {
    const site = await load(c, "site_uuid", sites.find);
    const month = reportMonth(c.req.valid("query").month, dayOf(now(), zoneOf(site)));
    return c.json(siteReportToJson(await siteReport(c.var.sql, site, month, now())), 200);
  });
