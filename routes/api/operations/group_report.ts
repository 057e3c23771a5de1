import { createRoute, z } from "@hono/zod-openapi";
import type { GroupReport } from "../../../domain/operations/reports/group_report.ts";
import { dayOf } from "../../../domain/time/time.ts";
import { groupReport } from "../../../sql/operations/group_reports.ts";
import type { Services } from "../../http/context.ts";
import { scoped } from "../../middleware/scope.ts";
import { reportMonth } from "../../reports/report_month.ts";
import { json, problems, router } from "../router.ts";
import { figuresSchema, figuresToJson, siteReportJson } from "./report_json.ts";
import { monthQuery } from "./site_report.ts";

const { days: siteDays, outages: _, attention: _attention, best_day: _best, ...ofSite } =
  siteReportJson.shape;
const { worst_day: _worst, ...site } = ofSite;

export const groupReportJson = z.object({
  group_name: z.string(),
  time_zone: z.string().describe("Zone of most of the sites"),
  month: z.string(),
  is_over: z.boolean(),
  capacity_kw: z.number().nullable(),
  ...figuresSchema,
  compared: siteReportJson.shape.compared,
  sites: z.array(z.object({ ...site, outage_count: z.int(), attention_count: z.int() })),
  days: z.array(siteDays.element.extend({ produced_sites: z.int(), expected_sites: z.int() }))
    .describe("Sums over the sites; each site's day is that of its own zone"),
}).openapi("GroupReport");

const route = createRoute({
  method: "get",
  middleware: scoped,
  path: "/report",
  operationId: "getGroupReport",
  summary: "What a month gave at the active sites of your group",
  description: "Of at most 200 sites, as it is known now.",
  request: { query: monthQuery },
  responses: { 200: json(groupReportJson, "The report"), ...problems },
});

/** GET /api/v1/report */
export const groupReportRoutes = ({ now }: Services) =>
  router().openapi(route, async (c) => {
    const month = reportMonth(c.req.valid("query").month, dayOf(now(), "UTC"));
    const { sql, viewer } = c.var;
    return c.json(
      groupReportToJson(await groupReport(sql, viewer.site_group_name, month, now())),
      200,
    );
  });

/** Returns the JSON of a group's month, with energies in whole watt-hours. */
export function groupReportToJson(report: GroupReport): z.output<typeof groupReportJson> {
  return {
    ...report,
    ...figuresToJson(report),
    sites: report.sites.map((one) => ({ ...one, ...figuresToJson(one) })),
    days: report.days.map((day) => ({ ...day, ...figuresToJson(day) })),
  };
}
