import type { Context } from "hono";
import { commonZone } from "../../domain/forecasts/fleet_day.ts";
import { monthOf } from "../../domain/operations/reports/month.ts";
import { reportSchedule } from "../../domain/operations/reports/kept_report.ts";
import { dayOf } from "../../domain/time/time.ts";
import { once } from "../../sql/kit/form_keys.ts";
import { groupReport } from "../../sql/operations/group_reports.ts";
import * as keptReports from "../../sql/operations/kept_reports.ts";
import * as sites from "../../sql/sites/sites.ts";
import { ReportsPage } from "../../views/reports/list.tsx";
import { GroupReportPage } from "../../views/reports/month.tsx";
import { blankForm, type FormState } from "../../views/ui/form_state.ts";
import type { Scoped } from "../http/context.ts";
import { flash } from "../http/flash.ts";
import { formKeyOf, readForm } from "../http/form.ts";
import { load, UUID } from "../http/params.ts";
import { parseForm } from "../http/parse_form.ts";
import { scopedRouter } from "../http/router.ts";
import { reportMonth } from "./report_month.ts";

/** GET and POST /reports, GET /reports/{uuid}, POST /reports/schedule: reports that are kept. */
export const keptReportPages = () =>
  scopedRouter()
    .get("/reports", async (c) => {
      const schedule = await keptReports.schedule(c.var.sql);
      const zone = commonZone(await sites.list(c.var.sql, { limit: 200 }));
      return await show(c, blankForm(schedule ?? { hour: 6, time_zone: zone }));
    })
    .post("/reports", async (c) => {
      const { sql, services, viewer } = c.var;
      const posted = await readForm(c);
      const now = services.now();
      const { month } = reportMonth(String(posted.month ?? ""), dayOf(now, "UTC"));
      const kept = await once(sql, formKeyOf(posted), async () => {
        const report = await groupReport(sql, viewer.site_group_name, monthOf(month), now);
        return await keptReports.keep(sql, report, viewer.email || null);
      });
      flash(c, "This report is kept: later changes of the data do not change it.");
      return c.redirect(`/reports/${kept}`, 303);
    })
    .get(`/reports/:report${UUID}`, async (c) => {
      const { body, made_utc } = await load(c, "report", keptReports.find);
      return c.render(<GroupReportPage report={body} madeUtc={made_utc} />, {
        title: `Report of ${body.month}`,
      });
    })
    .post("/reports/schedule", async (c) => {
      const values = await readForm(c);
      if (values.off === "on") {
        await keptReports.setSchedule(c.var.sql, null);
        flash(c, "No more reports are made.");
        return c.redirect("/reports", 303);
      }
      const { data, fields } = parseForm(reportSchedule, values);
      if (!data) return await show(c, { values, errors: fields });
      await keptReports.setSchedule(c.var.sql, data);
      flash(c, "Saved. The report of the month before is made within a quarter of an hour.");
      return c.redirect("/reports", 303);
    });

async function show(c: Context<Scoped>, state: FormState) {
  if (state.errors.length > 0) c.status(422);
  const { sql } = c.var;
  const [reports, schedule] = [await keptReports.list(sql), await keptReports.schedule(sql)];
  return c.render(<ReportsPage reports={reports} isOn={schedule !== undefined} state={state} />, {
    title: "Reports",
  });
}
