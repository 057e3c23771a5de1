import type { CostSums } from "../../domain/charging/costs.ts";
import { count, counted } from "../../domain/plural.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { Comparisons } from "./comparisons.tsx";
import { CostTable } from "./cost_table.tsx";
import { COSTS, type CostsPageProps, keptOf } from "./costs_props.ts";
import { filterUrl } from "./list_url.ts";
import { ChargingNav } from "./nav.tsx";
import { kwh, money } from "./session_text.ts";
import { Subscriptions } from "./subscription_costs.tsx";
import { SumsFilter } from "./sums_filter.tsx";

/** Shows what charging cost, by what the viewer chooses, and what it would have cost otherwise. */
export function CostsPage(props: CostsPageProps) {
  const { filter, options, query, report, settings } = props;
  return (
    <>
      <header class="page-head">
        <h1>Costs of charging</h1>
      </header>
      <ChargingNav here={COSTS} />
      <SumsFilter path={COSTS} filter={filter} options={options} kept={keptOf(query)} />
      {report.totals.length === 0
        ? (
          <EmptyState title="No sessions">
            <p>
              There is no charging session in this time. <a href="/charging">All sessions</a>
            </p>
          </EmptyState>
        )
        : (
          <>
            {report.totals.map((sums) => <Totals {...props} sums={sums} />)}
            <CostTable {...props} />
            <Comparisons {...props} />
            {report.subscriptions.length > 0 && (
              <Subscriptions
                subscriptions={report.subscriptions}
                currency={settings.currency ?? report.currency}
              />
            )}
          </>
        )}
    </>
  );
}

/** Shows the sums of one currency; sessions in others have sums of their own. */
function Totals({ sums, filter, settings }: CostsPageProps & { sums: CostSums }) {
  const currency = sums.currency ?? settings.currency;
  const { actual_sessions, estimated_sessions, unknown_sessions } = sums;
  return (
    <dl class="report-figures">
      <Figure
        label={sums.currency === null ? "Cost" : `Cost in ${sums.currency}`}
        value={sums.sessions === 0 ? "not known" : money(sums.cost, currency)}
        about={`${counted(sums.sessions, "session")}, ${kwh(sums.energy_kwh)}`}
      />
      <Figure
        label="Paid"
        value={money(sums.actual_cost, currency)}
        about={`${counted(actual_sessions, "session")}, free ones included`}
      />
      <Figure
        label="Estimated"
        value={money(sums.estimated_cost, currency)}
        about={`${counted(estimated_sessions, "session")}, by rates`}
      />
      <Figure
        label="Free"
        value={counted(sums.free_sessions, "session")}
        about={kwh(sums.free_energy_kwh)}
      />
      {unknown_sessions > 0 && (
        <div>
          <dt>Cost not known</dt>
          <dd>
            <b>{counted(unknown_sessions, "session")}</b>
            <span class="muted">
              in no other figure.{" "}
              <a href={filterUrl("/charging", { ...filter, cost: "unknown" })}>
                Show {unknown_sessions === 1 ? "it" : `the ${count(unknown_sessions)}`}
              </a>
            </span>
          </dd>
        </div>
      )}
    </dl>
  );
}

export function Figure({ label, value, about }: { label: string; value: string; about?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <b>{value}</b>
        {about && <span class="muted">{about}</span>}
      </dd>
    </div>
  );
}
