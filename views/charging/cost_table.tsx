import { COST_GROUPS, type CostGroup, type CostRow } from "../../domain/charging/costs.ts";
import { monthOf } from "../../domain/operations/reports/month.ts";
import { count, counted } from "../../domain/plural.ts";
import { monthAndYear } from "../ui/day_text.ts";
import { isolated } from "../ui/isolated.ts";
import { Columns, monthColumns } from "./columns.tsx";
import { COSTS, type CostsPageProps, keptOf } from "./costs_props.ts";
import { filterUrl } from "./list_url.ts";
import { kwh, money } from "./session_text.ts";

const GROUP_TEXTS: Record<CostGroup, string> = {
  network: "Network",
  location: "Location",
  site: "Site",
  vehicle: "Vehicle",
  month: "Month",
};
const NONE: Record<CostGroup, string> = {
  network: "No network",
  location: "No location",
  site: "At none of your sites",
  vehicle: "No vehicle",
  month: "No date",
};
/** Rows of the page; the API has all. */
const MOST_ROWS = 100;

/** Lists costs by network, location, site, vehicle or month. */
export function CostTable(props: CostsPageProps) {
  const { filter, query, report: { by, rows } } = props;
  const shown = by === "month" ? rows.slice(-MOST_ROWS) : rows.slice(0, MOST_ROWS);
  return (
    <section class="panel" aria-labelledby="by-heading">
      <h2 id="by-heading">By {GROUP_TEXTS[by].toLowerCase()}</h2>
      <div class="chips">
        {COST_GROUPS.map((group) => (
          <a
            class="chip plain"
            aria-current={group === by ? "true" : undefined}
            href={filterUrl(COSTS, filter, keptOf({ ...query, by: group }))}
          >
            {GROUP_TEXTS[group]}
          </a>
        ))}
      </div>
      {by === "month" && <Months {...props} rows={shown} />}
      <Table {...props} rows={shown} />
      {rows.length > shown.length && (
        <p class="hint">{counted(rows.length - shown.length, "more row")} by the API.</p>
      )}
    </section>
  );
}

/** Draws the months of the currency that comparisons have. */
function Months({ rows, report, settings }: CostsPageProps & { rows: readonly CostRow[] }) {
  const currency = report.currency ?? settings.currency;
  const months = rows.filter((row) => row.key !== null && row.currency === report.currency);
  if (months.length < 2) return null;
  const costs = new Map(months.map((row) => [row.key!, [row.actual_cost, row.estimated_cost]]));
  return (
    <figure>
      <Columns
        id="months"
        title="Cost by month"
        description={`Paid and estimated costs of ${months.length} months; the table below has them.`}
        unit={currency ?? ""}
        series={["Paid", "Estimated"]}
        columns={monthColumns([...costs.keys()], (month) => costs.get(month) ?? [0, 0])}
      />
    </figure>
  );
}

function Table({ rows, report, filter, settings }: CostsPageProps & { rows: readonly CostRow[] }) {
  const { by } = report;
  const highest = (currency: string | null) =>
    Math.max(...rows.filter((row) => row.currency === currency).map(({ cost }) => cost));
  return (
    <table class="list dense">
      <thead>
        <tr>
          <th scope="col">{GROUP_TEXTS[by]}</th>
          <th scope="col" class="number">Sessions</th>
          <th scope="col" class="number">Energy</th>
          <th scope="col" class="number">Cost</th>
          <th scope="col" class="number">Per kWh</th>
          <th scope="col" class="number">Of it estimated</th>
          <th scope="col" class="number">Cost not known</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              <Name row={row} by={by} filter={filter} />
              {by !== "month" && <Bar row={row} highest={highest(row.currency)} />}
            </th>
            <td class="number" data-label="Sessions">{count(row.sessions)}</td>
            <td class="number" data-label="Energy">{kwh(row.energy_kwh)}</td>
            <td class="number" data-label="Cost">
              {row.sessions === 0 ? "–" : money(row.cost, row.currency ?? settings.currency)}
            </td>
            <td class="number" data-label="Per kWh">
              {row.energy_kwh > 0 ? (row.cost / row.energy_kwh).toFixed(3) : "–"}
            </td>
            <td class="number" data-label="Of it estimated">
              {row.estimated_sessions === 0 ? "–" : money(row.estimated_cost, null)}
            </td>
            <td class="number" data-label="Cost not known">
              {row.unknown_sessions === 0 ? "–" : counted(row.unknown_sessions, "session")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface NameProps extends Pick<CostsPageProps, "filter"> {
  row: CostRow;
  by: CostGroup;
}

/** Names a row, with a link to its sessions where the list has such a filter. */
function Name({ row: { key, name }, by, filter }: NameProps) {
  if (key === null) return <>{NONE[by]}</>;
  const text = by === "month" ? monthAndYear(monthOf(key).first) : nameOf(key, name, by);
  const only = filterOf(by, key);
  if (!only) return <bdi>{text}</bdi>;
  return (
    <a href={filterUrl("/charging", { ...filter, ...only })}>
      <bdi>{text}</bdi>
    </a>
  );
}

function nameOf(key: string, name: string | null, by: CostGroup): string {
  if (name !== null) return isolated(name);
  return by === "site" ? `Site ${key.slice(0, 8)}` : isolated(key);
}

function filterOf(by: CostGroup, key: string): Partial<CostsPageProps["filter"]> | null {
  if (by === "network") return { network: [Number(key)] };
  if (by === "site") return { site: [key] };
  if (by === "vehicle") return { vehicle: [key] };
  if (by === "location") return null;
  const { first, last } = monthOf(key);
  return { range: "all", from: `${first}`, to: `${last}` };
}

/** Draws a cost beside the others of its currency: what was paid, and what is estimated. */
function Bar({ row, highest }: { row: CostRow; highest: number }) {
  if (!(highest > 0)) return null;
  const share = (value: number) => Math.round(value / highest * 1000) / 10;
  const paid = share(row.actual_cost);
  return (
    <svg class="cost-bar" aria-hidden="true">
      <rect class="actual" width={`${paid}%`} height="100%" />
      <rect
        class="estimated"
        x={`${paid}%`}
        width={`${share(row.estimated_cost)}%`}
        height="100%"
      />
    </svg>
  );
}
