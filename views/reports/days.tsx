import { isCovered } from "../../domain/forecasts/energy/forecast_energy.ts";
import type { ReportDay } from "../../domain/operations/reports/site_report.ts";
import { outageLabel } from "../../domain/sites/outage.ts";
import { type EnergyBar, EnergyChart } from "../sites/energy_chart.tsx";
import { dayAndMonth, shortWeekday } from "../ui/day_text.ts";
import { type Column, energyColumn, percentage } from "../ui/numbers.ts";

interface ReportDaysProps {
  days: readonly ReportDay[];
  /** What the chart is called: `Energy by day, October 2026`. */
  title: string;
  /** Address of a day's page. */
  dayUrl: (day: string) => string;
}

/** Shows the days of a report as bars and as a table. */
export function ReportDays({ days, title, dayUrl }: ReportDaysProps) {
  const largest = Math.max(
    1,
    ...days.flatMap((
      day,
    ) => [day.produced_kwh ?? 0, day.expected_kwh ?? 0, day.clear_sky_kwh ?? 0]),
  );
  const column = energyColumn(largest);
  return (
    <section class="report-days" aria-label="Days">
      <figure class="chart">
        <EnergyChart
          bars={days.map((day) => barOf(day, dayUrl))}
          unit="Wh"
          title={title}
          description="The table below has all figures."
        />
        <ul class="energy-legend">
          <li class="measured">Measured</li>
          <li class="ahead">Day ahead</li>
          <li class="newest">Clear sky</li>
        </ul>
      </figure>
      <table class="report-table">
        <caption class="visually-hidden">Energies by day</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" class="number">Produced, {column.unit}</th>
            <th scope="col" class="number">Day ahead</th>
            <th scope="col" class="number">Clear sky</th>
            <th scope="col" class="number">Measured</th>
            <th scope="col">Marked</th>
          </tr>
        </thead>
        <tbody>{days.map((day) => <DayRow day={day} column={column} />)}</tbody>
      </table>
    </section>
  );
}

function DayRow({ day, column }: { day: ReportDay; column: Column }) {
  const date = Temporal.PlainDate.from(day.day);
  return (
    <tr class={isCovered(day.measured_share) ? undefined : "partly"}>
      <th scope="row">{`${shortWeekday(date)}\u00a0${date.day}`}</th>
      <td class="number">{column.text(day.produced_kwh)}</td>
      <td class="number">{column.text(day.expected_kwh)}</td>
      <td class="number">{column.text(day.clear_sky_kwh)}</td>
      <td class="number">{percentage(day.measured_share)}</td>
      <td>{day.outage ? outageLabel(day.outage) : ""}</td>
    </tr>
  );
}

function barOf(day: ReportDay, dayUrl: ReportDaysProps["dayUrl"]): EnergyBar {
  const date = Temporal.PlainDate.from(day.day);
  const { day: number } = date;
  return {
    label: `${number}`,
    isMajor: number === 1 || number % 5 === 0,
    measured: { value: day.produced_kwh, covered: day.measured_share },
    dayAhead: day.expected_kwh,
    newest: day.clear_sky_kwh,
    name: dayAndMonth(date),
    url: dayUrl(day.day),
  };
}
