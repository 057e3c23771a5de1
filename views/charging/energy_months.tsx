import {
  type EnergySums,
  type MonthEnergy,
  shareOfSun,
} from "../../domain/charging/energy_sums.ts";
import { monthOf } from "../../domain/operations/reports/month.ts";
import { monthAndYear } from "../ui/day_text.ts";
import { Columns, monthColumns } from "./columns.tsx";
import { kwh } from "./session_text.ts";

const TYPE_UNKNOWN = "Type not known";

/** Draws and lists energies by month: by type of charging, and how much of them was sun. */
export function EnergyMonths({ sums }: { sums: EnergySums }) {
  const types = sums.types.map(({ charge_type }) => charge_type);
  const months = sums.months.filter(({ month }) => month !== null);
  const hasSun = sums.sun.measured_sessions > 0;
  return (
    <section class="panel" aria-labelledby="months-heading">
      <h2 id="months-heading">By month</h2>
      {months.length > 1 && (
        <figure>
          <Columns
            id="energy"
            title="Energy by month and type"
            description={`Energies of ${months.length} months; the table below has them.`}
            unit="kWh"
            series={types.map((type) => type ?? TYPE_UNKNOWN)}
            columns={columnsOf(months, (month) => types.map((type) => energyOf(month, type)))}
          />
        </figure>
      )}
      {months.length > 1 && hasSun && (
        <figure>
          <figcaption>What was charged at measured sites, and how much of it was sun:</figcaption>
          <Columns
            id="sun"
            title="Sun by month"
            description="Sun, at most, and the rest of measured energies; the table below has them."
            unit="kWh"
            series={["Sun, at most", "Not sun"]}
            columns={columnsOf(months, (month) => [
              month.sun_kwh,
              Math.max(0, month.measured_kwh - month.sun_kwh),
            ])}
          />
        </figure>
      )}
      <Table months={sums.months} types={types} />
    </section>
  );
}

/** A month without sessions has columns of no height. */
function columnsOf(months: MonthEnergy[], partsOf: (month: MonthEnergy) => number[]) {
  const parts = new Map(months.map((month) => [month.month!, partsOf(month)]));
  return monthColumns([...parts.keys()], (month) => parts.get(month) ?? []);
}

function energyOf({ types }: MonthEnergy, type: string | null): number {
  return types.find(({ charge_type }) => charge_type === type)?.energy_kwh ?? 0;
}

function Table({ months, types }: { months: MonthEnergy[]; types: (string | null)[] }) {
  return (
    <table class="list dense">
      <thead>
        <tr>
          <th scope="col">Month</th>
          {types.map((type) => <th scope="col" class="number">{type ?? TYPE_UNKNOWN}</th>)}
          <th scope="col" class="number">Sun, at most</th>
          <th scope="col" class="number">Share</th>
        </tr>
      </thead>
      <tbody>
        {months.toReversed().map((month) => (
          <tr>
            <th scope="row">
              {month.month === null ? "No date" : monthAndYear(monthOf(month.month).first)}
            </th>
            {types.map((type) => (
              <td class="number" data-label={type ?? TYPE_UNKNOWN}>{kwh(energyOf(month, type))}</td>
            ))}
            <Sun month={month} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Shows the sun of a month; what was not measured is never 0. */
function Sun({ month }: { month: MonthEnergy }) {
  const share = shareOfSun(month);
  const isMeasured = month.measured_sessions > 0;
  return (
    <>
      <td class="number" data-label="Sun, at most">
        {isMeasured ? kwh(month.sun_kwh) : "not measured"}
      </td>
      <td class="number" data-label="Share">
        {share === null ? "–" : `${(share * 100).toFixed(0)}\u00a0%`}
      </td>
    </>
  );
}
