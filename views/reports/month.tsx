import type { GroupReport } from "../../domain/operations/reports/group_report.ts";
import { monthOf } from "../../domain/operations/reports/month.ts";
import { counted } from "../../domain/plural.ts";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { monthAndYear } from "../ui/day_text.ts";
import { capacity, energy, percentage } from "../ui/numbers.ts";
import { UtcTime } from "../ui/utc_time.tsx";
import { ReportDays } from "./days.tsx";
import { FigureList } from "./figures.tsx";
import { MonthNavigation } from "./month_navigation.tsx";
import { ReportedSites } from "./sites.tsx";

interface GroupReportPageProps {
  report: GroupReport;
  /** Of a report that is made now. */
  today?: Temporal.PlainDate;
  /** Of a kept one: when it was made. */
  madeUtc?: string;
}

/** Shows a month of a group, on one or two sheets of paper. */
export function GroupReportPage({ report, today, madeUtc }: GroupReportPageProps) {
  const { group_name, month, sites, is_over, time_zone } = report;
  const title = monthAndYear(monthOf(month).first);
  return (
    <section class="sub-page">
      <Breadcrumb trail={[["Sites", "/sites"], ["Monthly reports", "/reports"]]} />
      <h1>
        <bdi>{group_name}</bdi>: {title}
      </h1>
      <p class="muted">
        {counted(sites.length, "site")}
        {report.capacity_kw === null ? "" : `, ${capacity(report.capacity_kw)}`}; each site’s days
        {" "}
        are those of its own zone, mostly {time_zone}. {madeUtc
          ? (
            <>
              As it was known on <UtcTime at={madeUtc} />.
            </>
          )
          : is_over
          ? ""
          : "The month goes on, and all figures are so far."}
      </p>
      {today && <Controls month={month} today={today} />}
      <div class="report">
        <FigureList figures={figuresOf(report)} />
        {report.days.length > 0 && (
          <ReportDays
            days={report.days}
            title={`Energy by day, ${title}`}
            dayUrl={(day) => `/sites/total?day=${day}`}
          />
        )}
        <ReportedSites sites={sites} month={month} />
      </div>
    </section>
  );
}

function Controls({ month, today }: { month: string; today: Temporal.PlainDate }) {
  return (
    <>
      <MonthNavigation
        month={month}
        today={today}
        url={(other) => `/reports/month?month=${other}`}
        csvUrl={`/reports/month.csv?month=${month}`}
      />
      <form class="report-months" method="post" action="/reports">
        <input type="hidden" name="form_key" value={crypto.randomUUID()} />
        <input type="hidden" name="month" value={month} />
        <button type="submit">Keep this report</button>
        <span class="muted">Later changes of the data do not change a kept one.</span>
      </form>
    </>
  );
}

function figuresOf(report: GroupReport): [string, string, string?][] {
  const { produced_kwh, measured_share, compared, clear_sky_kwh } = report;
  const text = (kwh: number | null) => kwh === null ? "not known" : energy(kwh);
  const both = compared ? [compared.produced_kwh, compared.expected_kwh] : [];
  return [
    ["Produced", text(produced_kwh), `${percentage(measured_share)} of the daylight measured`],
    [
      "Against the day-ahead forecast",
      compared
        ? `${energy(compared.produced_kwh, both)} of ${energy(compared.expected_kwh, both)}`
        : "not known",
      compared ? `over ${counted(compared.days, "day")} of sites that have both` : undefined,
    ],
    ["Clear sky", text(clear_sky_kwh), "of the sites for which it is known"],
  ];
}
