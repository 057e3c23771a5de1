import type { Context } from "hono";
import { groupReportCsv } from "../../domain/operations/reports/group_report_csv.ts";
import { dayOf } from "../../domain/time/time.ts";
import { groupReport } from "../../sql/operations/group_reports.ts";
import { GroupReportPage } from "../../views/reports/month.tsx";
import type { Scoped } from "../http/context.ts";
import { csvHeaders } from "../http/csv.ts";
import { scopedRouter } from "../http/router.ts";
import { reportMonth } from "./report_month.ts";

/** GET /reports/month and month.csv: a month of the viewer's group; by default the one before this. */
export const groupReportPages = () =>
  scopedRouter()
    .get("/reports/month", async (c) => {
      const { report, today } = await read(c);
      return c.render(<GroupReportPage report={report} today={today} />, {
        title: `Report of ${report.month}`,
      });
    })
    .get("/reports/month.csv", async (c) => {
      const { report } = await read(c);
      return c.body(groupReportCsv(report), 200, csvHeaders(`${report.month}-report.csv`));
    });

async function read(c: Context<Scoped>) {
  const { sql, services, viewer } = c.var;
  const now = services.now();
  const today = dayOf(now, "UTC");
  const month = reportMonth(c.req.query("month"), today);
  return { today, report: await groupReport(sql, viewer.site_group_name, month, now) };
}
