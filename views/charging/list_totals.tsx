import type { SessionTotals } from "../../domain/charging/session_filter.ts";
import type { SessionListState } from "../../domain/charging/session_list.ts";
import { count, counted } from "../../domain/plural.ts";
import { swaps } from "../ui/htmx.ts";
import { filteredUrl } from "./list_url.ts";
import { kwh, money } from "./session_text.ts";

interface TotalsProps {
  totals: SessionTotals;
  state: SessionListState;
  /** Of amounts that name none. */
  currency: string | null;
}

/** Shows counts and sums of all sessions of a list. Currencies are never added up. */
export function SessionTotalsCards({ totals, state, currency }: TotalsProps) {
  const { sessions, energy_kwh, costs, unknown_costs, sun_kwh, sun_sessions } = totals;
  return (
    <dl class="totals session-totals">
      <Card label="Sessions" value={count(sessions)} />
      <Card label="Energy" value={kwh(energy_kwh)} />
      <div>
        <dt>Cost</dt>
        <dd>
          <strong>
            {costs.length === 0 ? "–" : costs.map((one, at) => (
              <>
                {at > 0 && <br />}
                {money(one.cost, one.currency ?? currency)}
              </>
            ))}
          </strong>{" "}
          {unknown_costs > 0 && (
            <small>
              <a {...swaps(filteredUrl(state, { cost: "unknown" }))}>
                {count(unknown_costs)} without a known cost
              </a>
            </small>
          )}
        </dd>
      </div>
      <Card
        label="Sun of your sites"
        value={sun_sessions === 0 ? "–" : kwh(sun_kwh)}
        small={sun_sessions === 0
          ? "not measured"
          : `at most, of ${counted(sun_sessions, "session")} with measurements`}
      />
    </dl>
  );
}

function Card({ label, value, small }: { label: string; value: string; small?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{value}</strong> {small && <small>{small}</small>}
      </dd>
    </div>
  );
}
