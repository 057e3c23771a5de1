import { createRoute, z } from "@hono/zod-openapi";
import type { KeptReport } from "../../../domain/operations/reports/kept_report.ts";
import { groupReportCsv } from "../../../domain/operations/reports/group_report_csv.ts";
import * as keptReports from "../../../sql/operations/kept_reports.ts";
import { csvHeaders } from "../../http/csv.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { format, jsonOrCsv, wantsCsv } from "../csv_format.ts";
import { json, problems, router } from "../router.ts";
import { groupReportJson, groupReportToJson } from "./group_report.ts";

const keptReport = z.object({
  report_uuid: z.guid(),
  month: z.string().describe("2026-10"),
  made_utc: z.iso.datetime(),
  made_by: z.string().nullable().describe("E-mail address; null: made as scheduled"),
}).openapi("KeptReport");

const list = createRoute({
  method: "get",
  middleware: scoped,
  path: "/reports",
  summary: "Kept reports of your group",
  description: "The newest 120, without their figures.",
  responses: {
    200: json(z.object({ reports: z.array(keptReport) }), "The last month first"),
    ...problems,
  },
});

const one = createRoute({
  method: "get",
  middleware: scoped,
  path: "/reports/{report_uuid}",
  summary: "A kept report, as it was made",
  description: "As JSON; with format=csv, or the header Accept: text/csv, its sites as CSV.",
  request: {
    params: z.object({ report_uuid: z.guid({ error: "Not a valid UUID." }) }),
    query: z.object({ format }),
  },
  responses: {
    200: jsonOrCsv(
      z.object({ ...keptReport.shape, report: groupReportJson }),
      "The report; later changes of the data did not change it",
    ),
    ...problems,
  },
});

/** GET /api/v1/reports and /api/v1/reports/{report_uuid} */
export const keptReportRoutes = () =>
  router()
    .openapi(list, async (c) => c.json({ reports: await keptReports.list(c.var.sql) }, 200))
    .openapi(one, async (c) => {
      const kept: KeptReport = await load(c, "report_uuid", keptReports.find);
      const { body, ...about } = kept;
      if (wantsCsv(c, c.req.valid("query").format)) {
        return c.body(groupReportCsv(body), 200, csvHeaders(`${kept.month}-report.csv`));
      }
      return c.json({ ...about, report: groupReportToJson(body) }, 200);
    });
