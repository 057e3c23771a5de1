import type { CostsReport } from "../../domain/charging/costs_report.ts";
import { count, counted } from "../../domain/plural.ts";
import { money, rate } from "./session_text.ts";

interface SubscriptionsProps {
  subscriptions: CostsReport["subscriptions"];
  currency: string | null;
}

/** Lists what subscriptions saved in the time shown, and what they cost. */
export function Subscriptions({ subscriptions, currency }: SubscriptionsProps) {
  return (
    <section class="panel" aria-labelledby="subscriptions-heading">
      <h2 id="subscriptions-heading">Subscriptions</h2>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Network</th>
            <th scope="col">Days</th>
            <th scope="col" class="number">Rate</th>
            <th scope="col" class="number">Sessions</th>
            <th scope="col" class="number">Saved</th>
            <th scope="col" class="number">Fees</th>
            <th scope="col" class="number">Net</th>
          </tr>
        </thead>
        <tbody>
          {subscriptions.map((one) => (
            <tr>
              <th scope="row">
                <bdi>{one.network_name}</bdi>
              </th>
              <td data-label="Days">
                {one.start_date} to {one.end_date ?? "now"}
              </td>
              <td class="number" data-label="Rate">{rate(one.member_rate)}</td>
              <td class="number" data-label="Sessions">{count(one.sessions)}</td>
              <td class="number" data-label="Saved">{money(one.saved, currency)}</td>
              <td class="number" data-label="Fees">
                {money(one.fees, currency)} <small>{counted(one.months, "month")}</small>
              </td>
              <td class="number" data-label="Net">{money(one.net, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="hint">Each calendar month that a subscription touches counts whole.</p>
    </section>
  );
}
