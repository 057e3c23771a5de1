import type { Context } from "hono";
import { siteReportCsv } from "../../domain/operations/reports/site_report_csv.ts";
import { siteName, zoneOf } from "../../domain/sites/site.ts";
import { dayOf } from "../../domain/time/time.ts";
import { siteReport } from "../../sql/operations/site_reports.ts";
import * as sites from "../../sql/sites/sites.ts";
import { SiteReportPage } from "../../views/sites/report.tsx";
import type { Scoped } from "../http/context.ts";
import { csvHeaders } from "../http/csv.ts";
import { load } from "../http/params.ts";
import { scopedRouter } from "../http/router.ts";
import { reportMonth } from "../reports/report_month.ts";

/** GET /sites/{uuid}/report and report.csv: a month of a site; by default the one before this. */
export const siteReportPages = () =>
  scopedRouter()
    .get("/sites/:site/report", async (c) => {
      const { site, month, today } = await monthOfSite(c);
      const report = await siteReport(c.var.sql, site, month, c.var.services.now());
      return c.render(<SiteReportPage report={report} today={today} />, {
        title: `${siteName(site)}: ${month.month}`,
      });
    })
    .get("/sites/:site/report.csv", async (c) => {
      const { site, month } = await monthOfSite(c);
      const report = await siteReport(c.var.sql, site, month, c.var.services.now());
      const name = `${month.month}-${site.site_uuid.slice(0, 8)}-report.csv`;
      return c.body(siteReportCsv(report), 200, csvHeaders(name));
    });

async function monthOfSite(c: Context<Scoped>) {
  const site = await load(c, "site", sites.find);
  const today = dayOf(c.var.services.now(), zoneOf(site));
  return { site, today, month: reportMonth(c.req.query("month"), today) };
}
