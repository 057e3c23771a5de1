import type { Rate, Subscription } from "../../domain/charging/network.ts";
import { RateText } from "./networks/list.tsx";
import { money } from "./session_text.ts";

interface DatedProps {
  /** The address of the network or location. */
  path: string;
  currency: string | null;
}

/** Lists dated rates of a network or a location. */
export function RatesPanel(
  { path, rates, currency }: DatedProps & { rates: Rate[] },
) {
  return (
    <section class="panel" aria-labelledby="rates-heading">
      <div class="page-head">
        <h2 id="rates-heading">Rates with dates</h2>
        <a class="button" href={`${path}/rates/new`}>Add a rate</a>
      </div>
      {rates.length === 0 && <p class="muted">None: the rate without dates always holds.</p>}
      {rates.length > 0 && (
        <table class="list">
          <caption class="visually-hidden">Rates with dates, the newest first</caption>
          <thead>
            <tr>
              <th scope="col">Days</th>
              <th scope="col" class="number">Rate per kWh</th>
              <th scope="col" class="number">Fee per session</th>
              <th scope="col">
                <span class="visually-hidden">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rates.map(({ id, cost_per_kwh, session_fee, valid_from, valid_to }) => (
              <tr>
                <th scope="row">{daysText(valid_from, valid_to)}</th>
                <td data-label="Rate per kWh" class="number">
                  <RateText cost_per_kwh={cost_per_kwh} currency={currency} />
                </td>
                <td data-label="Fee per session" class="number">
                  {money(session_fee, currency)}
                </td>
                <td>
                  <Change
                    path={`${path}/rates/${id}`}
                    what={` the rate: ${daysText(valid_from, valid_to)}`}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Lists the subscriptions of a network. */
export function SubscriptionsPanel(
  { path, subscriptions, currency }: DatedProps & { subscriptions: Subscription[] },
) {
  return (
    <section class="panel" aria-labelledby="subscriptions-heading">
      <div class="page-head">
        <h2 id="subscriptions-heading">Subscriptions</h2>
        <a class="button" href={`${path}/subscriptions/new`}>Add a subscription</a>
      </div>
      {subscriptions.length === 0 && <p class="muted">None: no member’s rate is counted.</p>}
      {subscriptions.length > 0 && (
        <table class="list">
          <caption class="visually-hidden">Subscriptions, the newest first</caption>
          <thead>
            <tr>
              <th scope="col">Days</th>
              <th scope="col" class="number">Member’s rate</th>
              <th scope="col" class="number">Monthly fee</th>
              <th scope="col">Note</th>
              <th scope="col">
                <span class="visually-hidden">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {subscriptions.map(({ id, member_rate, monthly_fee, start_date, end_date, notes }) => (
              <tr>
                <th scope="row">{daysText(start_date, end_date)}</th>
                <td data-label="Member’s rate" class="number">
                  <RateText cost_per_kwh={member_rate} currency={currency} />
                </td>
                <td data-label="Monthly fee" class="number">{money(monthly_fee, currency)}</td>
                <td data-label="Note">{notes ? <bdi>{notes}</bdi> : "–"}</td>
                <td>
                  <Change
                    path={`${path}/subscriptions/${id}`}
                    what={` the subscription: ${daysText(start_date, end_date)}`}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Change({ path, what }: { path: string; what: string }) {
  const which = <span class="visually-hidden">{what}</span>;
  return (
    <div class="row-actions">
      <a href={path}>Edit{which}</a>
      <a href={`${path}/remove`}>Remove{which}</a>
    </div>
  );
}

/** Returns the days from one to another, both included, in words. */
export function daysText(from: string | null, to: string | null): string {
  if (from === null && to === null) return "always";
  if (from === null) return `up to ${to}`;
  return to === null ? `from ${from}` : `${from} to ${to}`;
}
