import type { SiteReport } from "../../domain/operations/reports/site_report.ts";
import { shortDate } from "../ui/day_text.ts";
import { energy, percentage } from "../ui/numbers.ts";

const none = "not known";

/** Shows the figures of a site's month. */
export function ReportFigures({ report }: { report: SiteReport }) {
  return <FigureList figures={figuresOf(report)} />;
}

type Figure = [label: string, value: string, about?: string];

/** Shows figures with what they are, and what is to be known about them. */
export function FigureList({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl class="report-figures">
      {figures.map(([label, value, about]) => (
        <div>
          <dt>{label}</dt>
          <dd>
            <b>{value}</b>
            {about && <span class="muted">{about}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function figuresOf(report: SiteReport): Figure[] {
  const { produced_kwh, measured_share, kwh_per_kwp, clear_sky_kwh, available_share } = report;
  return [
    [
      "Produced",
      energyText(produced_kwh),
      `${percentage(measured_share)} of the daylight measured`,
    ],
    ["Yield", kwh_per_kwp === null ? none : `${kwh_per_kwp.toFixed(1)} kWh/kWp`],
    expectedFigure(report),
    [
      "Clear sky",
      energyText(clear_sky_kwh),
      clear_sky_kwh === null ? undefined : "what a month without clouds would give",
    ],
    dayFigure("Best day", report.best_day),
    dayFigure("Worst day", report.worst_day),
    accuracyFigure(report),
    [
      "Available",
      available_share === null ? none : percentage(available_share),
      hoursText(report) || "no outage marked",
    ],
  ];
}

function expectedFigure({ compared, expected_kwh, expected_days }: SiteReport): Figure {
  if (!compared) {
    return ["Day-ahead forecast", energyText(expected_kwh), `of ${expected_days} days`];
  }
  const { days, produced_kwh, expected_kwh: expected } = compared;
  const share = expected > 0 ? ` (${percentage(produced_kwh / expected)})` : "";
  const both = [produced_kwh, expected];
  return [
    "Against the day-ahead forecast",
    `${energy(produced_kwh, both)} of ${energy(expected, both)}${share}`,
    `over the ${days} days that have both`,
  ];
}

function dayFigure(label: string, day: SiteReport["best_day"]): Figure {
  return day
    ? [label, energy(day.produced_kwh), shortDate(Temporal.PlainDate.from(day.day))]
    : [label, none, "too few days measured"];
}

function accuracyFigure({ accuracy }: SiteReport): Figure {
  const { compared_days, mae_kwh, mae_share, range_days, days_inside } = accuracy;
  if (mae_kwh === null) return ["Typical error of a day", none, "no day can be compared"];
  const share = mae_share === null ? "" : ` (${percentage(mae_share)})`;
  const inside = range_days > 0 ? `, ${days_inside} of ${range_days} within the range` : "";
  return [
    "Typical error of a day",
    `${energy(mae_kwh)}${share}`,
    `over ${compared_days} days${inside}`,
  ];
}

/** Returns the hours of daylight in which something was marked: `3.5 h of outages`. */
export function hoursText(
  { outage_hours, curtailment_hours }: Pick<SiteReport, "outage_hours" | "curtailment_hours">,
): string {
  return [[outage_hours, "outages"], [curtailment_hours, "curtailments"]]
    .flatMap(([hours, name]) => hours ? [`${Number(hours).toFixed(1)} h of ${name}`] : [])
    .join(", ");
}

const energyText = (kwh: number | null) => kwh === null ? none : energy(kwh);
