/** The energies of a month, of a year or of any longer range: bars, a table and the download. */
import {
  byMonth,
  type DayTally,
  type EnergyOfDays,
  energyOfDays,
  peakCapacityOn,
} from "../../domain/forecasts/energy/energy_days.ts";
import { isCovered } from "../../domain/forecasts/energy/forecast_energy.ts";
import type { Site } from "../../domain/sites/site.ts";
import { type DayRange, rangeOf, shownAs } from "../../domain/time/shown_range.ts";
import { monthAndYear, shortMonth, shortWeekday } from "../ui/day_text.ts";
import { swaps } from "../ui/htmx.ts";
import { energyColumn, percentage } from "../ui/numbers.ts";
import { longDay } from "../ui/time.tsx";
import { type EnergyBar, EnergyChart } from "./energy_chart.tsx";
import { rangeText } from "./range_text.ts";

interface EnergyFigureProps {
  site: Site;
  range: DayRange;
  tallies: readonly DayTally[];
  csvUrl: string;
  /** Null where the range is too long. */
  powersUrl: string | null;
  /** Returns the address of a day or of a month. */
  rangeUrl: (range: DayRange) => string;
}

/** Shows what was produced beside what was forecast, by day or by month. */
export function EnergyFigure(props: EnergyFigureProps) {
  const { site, range, tallies, csvUrl, powersUrl } = props;
  const isByMonth = shownAs(range) === "months";
  const rows = isByMonth ? byMonth(tallies) : tallies.map((tally) => energyOfDays([tally]));
  const yields = isByMonth ? yieldsOf(site, rows) : null;
  const unit = yields ? yieldUnit(site) : "Wh";
  const title = `Energy by ${isByMonth ? "month" : "day"}, ${rangeText(range)}`;
  return (
    <>
      <figure class="chart">
        <EnergyChart
          bars={barsOf(rows, isByMonth, yields, props.rangeUrl)}
          unit={unit}
          title={title}
          description="The table below has all figures."
          part="site-day"
        />
        <Legend />
        <figcaption>
          Day ahead: as forecast by 9:00 of the day before. Newest: by the newest forecast made
          before each time. What covers less than 90&nbsp;% of the daylight is drawn lighter, or not
          at all where it is a forecast.
          {yields && " Each energy is divided by the capacity of its time."}
        </figcaption>
      </figure>
      <div class="downloads">
        <details id="values">
          <summary>Energies as a table</summary>
          <div class="scroll" tabindex={0} role="region" aria-label="Energies">
            <EnergyTable {...props} rows={rows} isByMonth={isByMonth} yields={yields} />
          </div>
        </details>
        <a class="button" href={csvUrl} download>Energies as CSV</a>
        {powersUrl && <a class="button" href={powersUrl} download>Powers as CSV</a>}
      </div>
    </>
  );
}

const yieldUnit = ({ asset_type }: Site) => asset_type === "pv" ? "kWh/kWp" : "kWh/kW";

/** Returns the capacity that each month's energies are divided by; null where one is not known. */
function yieldsOf(site: Site, rows: readonly EnergyOfDays[]): number[] | null {
  const capacities = rows.map(({ first }) => peakCapacityOn(site, first));
  return capacities.every((kwp) => kwp !== null) ? capacities : null;
}

function Legend() {
  return (
    <ul class="energy-legend">
      <li class="measured">Measured</li>
      <li class="ahead">Day ahead</li>
      <li class="newest">Newest forecast</li>
    </ul>
  );
}

/** Returns the energy, null where less than 90 % of the daylight is covered. */
const whole = ({ kwh, covered }: EnergyOfDays["newest"]) => isCovered(covered) ? kwh : null;

function barsOf(
  rows: readonly EnergyOfDays[],
  isByMonth: boolean,
  capacities: number[] | null,
  rangeUrl: EnergyFigureProps["rangeUrl"],
): EnergyBar[] {
  return rows.map(({ first, measured, dayAhead, newest }, at) => {
    const of = (kwh: number | null) => kwh === null ? null : kwh / (capacities?.[at] ?? 1);
    return {
      label: isByMonth ? shortMonth(first) : `${first.day}`,
      isMajor: isByMonth
        ? at % (rows.length <= 12 ? 2 : 3) === 0
        : first.day % 5 === 0 || first.day === 1,
      measured: { value: of(measured.kwh), covered: measured.covered },
      dayAhead: of(whole(dayAhead)),
      newest: of(whole(newest)),
      name: isByMonth ? monthAndYear(first) : longDay(first),
      url: rangeUrl(rangeOf(isByMonth ? "month" : "day", first)),
    };
  });
}

interface EnergyTableProps extends EnergyFigureProps {
  rows: readonly EnergyOfDays[];
  isByMonth: boolean;
  yields: number[] | null;
}

function EnergyTable({ site, rows, isByMonth, yields, rangeUrl }: EnergyTableProps) {
  const all = rows.flatMap(({ measured, dayAhead, newest }) => [measured, dayAhead, newest]);
  const column = energyColumn(Math.max(0, ...all.map(({ kwh }) => kwh ?? 0)));
  const cells = ({ kwh, covered }: EnergyOfDays["newest"]) => (
    <>
      <td>{column.text(kwh)}</td>
      <td>{kwh === null ? "–" : percentage(covered)}</td>
    </>
  );
  return (
    <table class="values energies">
      <caption>
        Energy in {column.unit}, and the share of the daylight that it covers
        {yields && `; yield in ${yieldUnit(site)} of what was measured`}
      </caption>
      <thead>
        <tr>
          <th scope="col">{isByMonth ? "Month" : "Day"}</th>
          <th scope="col">Measured</th>
          <th scope="col">Covered</th>
          <th scope="col">Day ahead</th>
          <th scope="col">Covered</th>
          <th scope="col">Newest</th>
          <th scope="col">Covered</th>
          {yields && <th scope="col">Yield</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr>
            <th scope="row">
              <a {...swaps(rangeUrl(rangeOf(isByMonth ? "month" : "day", row.first)), "site-day")}>
                {isByMonth ? monthAndYear(row.first) : dayName(row.first)}
              </a>
            </th>
            {cells(row.measured)}
            {cells(row.dayAhead)}
            {cells(row.newest)}
            {yields && (
              <td>
                {row.measured.kwh === null ? "–" : (row.measured.kwh / yields[at]!).toFixed(1)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Returns `Sun 29`, with the whole day for programs that read it aloud. */
function dayName(day: Temporal.PlainDate) {
  return <time datetime={`${day}`} title={longDay(day)}>{shortWeekday(day)} {day.day}</time>;
}
