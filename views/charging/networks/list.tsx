import { BRANDS } from "../../../domain/charging/brands.ts";
import type { ListedNetwork } from "../../../domain/charging/network.ts";
import { count } from "../../../domain/plural.ts";
import { Badge } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty_state.tsx";
import { Form } from "../../ui/form.tsx";
import { blankForm, type FormState } from "../../ui/form_state.ts";
import { Select } from "../../ui/inputs.tsx";
import { Pagination } from "../../ui/pagination.tsx";
import { ChargingNav } from "../nav.tsx";
import { NetworkDot } from "../network_dot.tsx";
import { rate } from "../session_text.ts";
import { NetworkFields } from "./fields.tsx";

export interface NetworksPageProps {
  networks: ListedNetwork[];
  page: number;
  hasNext: boolean;
  currency: string | null;
  state: FormState;
  formKey: string;
  /** The known network that fills in the form. */
  brand: string;
}

/** Lists the networks of a group, with the form for another one. */
export function NetworksPage(props: NetworksPageProps) {
  const { networks, page, currency, state, formKey, brand } = props;
  return (
    <>
      <header class="page-head">
        <h1>Networks</h1>
        <a class="button" href="#add-heading">Add a network</a>
      </header>
      <ChargingNav here="/charging/networks" />
      {networks.length === 0 && page === 1
        ? (
          <EmptyState title="No networks yet">
            <p>
              A network is who sells the energy: a company with chargers, or your supplier at home.
              Its rate says what sessions cost that do not say it themselves.
            </p>
          </EmptyState>
        )
        : <NetworksPart {...props} />}
      <section class="panel" aria-labelledby="add-heading">
        <h2 id="add-heading">Add a network</h2>
        <KnownNetworks brand={brand} />
        <Form action="/charging/networks" state={state} submit="Add the network" formKey={formKey}>
          <NetworkFields state={state} currency={currency} />
        </Form>
      </section>
    </>
  );
}

type NetworksPartProps = Pick<NetworksPageProps, "networks" | "page" | "hasNext" | "currency">;

/** A page of the table, which htmx swaps for another one. */
export function NetworksPart({ networks, page, hasNext, currency }: NetworksPartProps) {
  const url = (page: number) => `/charging/networks?page=${page}`;
  return (
    <section id="charging-networks" aria-label="Networks" tabindex={-1}>
      {networks.length === 0
        ? (
          <p>
            No networks on this page. <a href="/charging/networks">Back to the first page</a>
          </p>
        )
        : <NetworkTable networks={networks} currency={currency} />}
      <Pagination page={page} hasNext={hasNext} part="charging-networks" url={url} />
    </section>
  );
}

function NetworkTable({ networks, currency }: Pick<NetworksPageProps, "networks" | "currency">) {
  return (
    <table class="list">
      <caption class="visually-hidden">Charging networks</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col" class="number">Rate per kWh</th>
          <th scope="col" class="number">Sessions</th>
          <th scope="col" class="number">Locations</th>
        </tr>
      </thead>
      <tbody>
        {networks.map((network) => (
          <tr>
            <th scope="row">
              <NetworkDot color={network.color} />
              <a href={`/charging/networks/${network.id}`}>
                <bdi>{network.network_name}</bdi>
              </a>{" "}
              {!network.is_verified && <Badge tone="warn" text="To review" />}
            </th>
            <td data-label="Rate per kWh" class="number">
              <RateText {...network} currency={currency} />
            </td>
            <td data-label="Sessions" class="number">
              {network.sessions === 0
                ? "0"
                : <a href={`/charging?network=${network.id}`}>{count(network.sessions)}</a>}
            </td>
            <td data-label="Locations" class="number">{count(network.locations)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface RateTextProps {
  cost_per_kwh: number | null;
  is_free?: boolean;
  currency: string | null;
}

/** Writes a rate: an amount, "free", or that it is not known. */
export function RateText({ cost_per_kwh, is_free, currency }: RateTextProps) {
  if (is_free) return <>free</>;
  if (cost_per_kwh === null) return <span class="muted">not known</span>;
  return <>{currency ? `${rate(cost_per_kwh)}\u00a0${currency}` : rate(cost_per_kwh)}</>;
}

function KnownNetworks({ brand }: { brand: string }) {
  const options = [
    { value: "", label: "Choose one" },
    ...BRANDS.map(({ network_name: name }) => ({ value: name, label: name })),
  ];
  return (
    <form class="form" method="get" action="/charging/networks#add-heading">
      <Select
        state={blankForm({ brand })}
        name="brand"
        label="Known network"
        options={options}
        hint="Fills in name, colour and a typical rate, which you replace by what you pay."
      />
      <p class="actions">
        <button type="submit">Fill in the form</button>
      </p>
    </form>
  );
}
