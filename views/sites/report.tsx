import { monthOf } from "../../domain/operations/reports/month.ts";
import type { SiteReport } from "../../domain/operations/reports/site_report.ts";
import { ReportDays } from "../reports/days.tsx";
import { ReportEvents } from "../reports/events.tsx";
import { ReportFigures } from "../reports/figures.tsx";
import { MonthNavigation } from "../reports/month_navigation.tsx";
import { monthAndYear } from "../ui/day_text.ts";
import { capacity } from "../ui/numbers.ts";
import { SubPage } from "./sub_page.tsx";

interface SiteReportPageProps {
  report: SiteReport;
  today: Temporal.PlainDate;
}

/** Shows a month of a site, on one or two sheets of paper. */
export function SiteReportPage({ report, today }: SiteReportPageProps) {
  const { site_uuid, name, month, time_zone, is_over } = report;
  const path = `/sites/${site_uuid}/report`;
  const title = monthAndYear(monthOf(month).first);
  return (
    <SubPage title={`${name}: ${title}`} siteUuid={site_uuid} name={name} wide>
      <p class="muted">
        {[capacity(report.capacity_kw), `days of ${time_zone}`].filter(Boolean).join(", ")}
        {!is_over && "; the month goes on, and all figures are so far"}
      </p>
      <MonthNavigation
        month={month}
        today={today}
        url={(other) => `${path}?month=${other}`}
        csvUrl={`${path}.csv?month=${month}`}
      />
      <div class="report">
        <ReportFigures report={report} />
        <ReportDays
          days={report.days}
          title={`Energy by day, ${title}`}
          dayUrl={(day) => `/sites/${site_uuid}?day=${day}`}
        />
        <ReportEvents outages={report.outages} attention={report.attention} zone={time_zone} />
      </div>
    </SubPage>
  );
}
