import { costSentence } from "../../domain/charging/cost_sentence.ts";
import type { ChargingSession } from "../../domain/charging/session.ts";
import { costWords, money, rate } from "./session_text.ts";

interface CostsProps {
  session: ChargingSession;
  /** Of amounts that name none. */
  currency: string | null;
}

/** What a session cost and why, beside what its rates give and what a subscription saved. */
export function SessionCosts({ session, currency: ofGroup }: CostsProps) {
  const { costs, energy_kwh } = session;
  const currency = session.currency ?? ofGroup;
  const amount = (value: number | null) => value === null ? null : money(value, currency);
  const lines: [label: string, text: string | null][] = [
    ["By rates", amount(costs.estimated_cost)],
    ["Paid per kWh", costs.paid_per_kwh === null ? null : rate(costs.paid_per_kwh)],
    ["Difference to the rates", signed(costs.difference, currency)],
    ["Without the subscription", amount(costs.non_member_cost)],
    ["Saved by the subscription", amount(costs.member_saving)],
    ["Without discounts", amount(session.cost_without_overrides)],
  ];
  const sentence = costSentence(costs, energy_kwh);
  return (
    <section class="cost-card" aria-labelledby="cost-heading">
      <h2 id="cost-heading">Cost</h2>
      <p class="value">{amount(costs.cost) ?? "not known"}</p>
      {sentence && <p>{sentence}</p>}
      <p class="muted">
        {costs.source ? costWords(costs.source) : <Unknown hasEnergy={energy_kwh !== null} />}
      </p>
      <dl>
        {lines.filter(([, text]) => text !== null).map(([label, text]) => (
          <div>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Unknown({ hasEnergy }: { hasEnergy: boolean }) {
  if (!hasEnergy) return <>Neither what was paid nor the energy is known.</>;
  return <>Nobody said what was paid, and neither the location nor the network has a rate.</>;
}

function signed(value: number | null, currency: string | null): string | null {
  if (value === null) return null;
  const sign = value > 0 ? "+" : value < 0 ? "−" : "";
  return `${sign}${money(Math.abs(value), currency)}`;
}
