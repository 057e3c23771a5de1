import type { Comparison } from "../../domain/charging/costs.ts";
import type { ChargingSettings } from "../../domain/charging/settings.ts";
import { filterParameters } from "../../domain/charging/session_list.ts";
import { counted } from "../../domain/plural.ts";
import { NumberInput } from "../ui/inputs.tsx";
import { COSTS, type CostsPageProps, keptOf } from "./costs_props.ts";
import { kwh, money, percent, rate } from "./session_text.ts";

/** Says what charging would have cost at one rate, and what petrol for as far would have cost. */
export function Comparisons(props: CostsPageProps) {
  const { report: { reference, petrol, currency }, settings } = props;
  const shown = settings.currency ?? currency;
  return (
    <section class="panel" aria-labelledby="compared-heading">
      <h2 id="compared-heading">What it would have cost</h2>
      <ReferenceForm {...props} />
      {reference && (
        <>
          <p>
            At{" "}
            {money(reference.rate, shown, Number(rate(reference.rate)) === reference.rate ? 2 : 4)}
            {" "}
            per kWh{reference.network_name !== null && (
              <>
                , the rate of <bdi>{reference.network_name}</bdi>
              </>
            )}: {compared(reference.with_free, shown)} for {kwh(reference.with_free.energy_kwh)}
            {hasFree(reference) && " with the free sessions"}.
          </p>
          {hasFree(reference) && (
            <p>
              Without them: {compared(reference.without_free, shown)} for{" "}
              {kwh(reference.without_free.energy_kwh)}.
            </p>
          )}
        </>
      )}
      {petrol && (
        <p>
          Petrol for as far ({Math.round(petrol.miles)} miles, {counted(petrol.sessions, "session")}
          {" "}
          that say how much range they added): {compared(petrol, shown)}.{" "}
          {petrolText(settings, shown)}{" "}
          <a href="/charging/settings">Change price and consumption</a>
        </p>
      )}
    </section>
  );
}

type Reference = NonNullable<CostsPageProps["report"]["reference"]>;

const hasFree = ({ with_free, without_free }: Reference) =>
  with_free.energy_kwh > without_free.energy_kwh;

/** Returns `458.23 EUR instead of 405.26 EUR: 52.97 EUR saved (11.6 %)`. */
function compared({ cost, other_cost, saved, saved_share }: Comparison, currency: string | null) {
  const share = saved_share === null ? "" : ` (${percent(Math.abs(saved_share))})`;
  const word = saved >= 0 ? "saved" : "more was paid";
  return `${money(other_cost, currency)} instead of ${money(cost, currency)}: ${
    money(Math.abs(saved), currency)
  } ${word}${share}`;
}

function petrolText(settings: ChargingSettings, currency: string | null): string {
  const { petrol_price, petrol_consumption, petrol_unit } = settings;
  const price = money(petrol_price, currency);
  return petrol_unit === "gallon"
    ? `Counted with ${price} a gallon and ${petrol_consumption} miles a gallon.`
    : `Counted with ${price} a litre and ${petrol_consumption} litres for 100 km.`;
}

function ReferenceForm({ filter, query, state, report, settings }: CostsPageProps) {
  const { reference_rate: _, ...kept } = keptOf(query);
  const values = {
    ...state.values,
    reference_rate: state.values.reference_rate ?? report.reference?.rate,
  };
  return (
    <form class="switches" method="get" action={COSTS} novalidate>
      {[...filterParameters(filter), ...Object.entries(kept)].map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <NumberInput
        state={{ ...state, values }}
        name="reference_rate"
        label="At a rate of"
        unit={`${settings.currency ?? report.currency ?? ""} per kWh`.trim()}
      />
      <button type="submit">Compare</button>
    </form>
  );
}
