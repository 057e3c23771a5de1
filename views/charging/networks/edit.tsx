import type { ListedNetwork, Network } from "../../../domain/charging/network.ts";
import { counted } from "../../../domain/plural.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { Form } from "../../ui/form.tsx";
import { blankForm, type FormState } from "../../ui/form_state.ts";
import { Select } from "../../ui/inputs.tsx";
import { ChargingSubPage, NETWORKS } from "../sub_page.tsx";
import { NetworkFields } from "./fields.tsx";

interface EditNetworkPageProps {
  network: Network;
  state: FormState;
  currency: string | null;
}

/** Shows the form that changes a network. */
export function EditNetworkPage({ network, state, currency }: EditNetworkPageProps) {
  const path = `/charging/networks/${network.id}`;
  return (
    <ChargingSubPage title="Edit a network" trail={[NETWORKS, [network.network_name, path]]}>
      <Form action={`${path}/edit`} state={state} submit="Save" cancel={path}>
        <NetworkFields state={state} currency={currency} />
      </Form>
    </ChargingSubPage>
  );
}

interface MoveNetworkProps {
  network: ListedNetwork;
  networks: Network[];
  state?: FormState;
}

const options = (networks: Network[], none: string) => [
  { value: "", label: none },
  ...networks.map(({ id, network_name }) => ({ value: String(id), label: network_name })),
];

/** Asks into which network another one is merged, and says what that does. */
export function MergeNetworkPage({ network, networks, state = blankForm() }: MoveNetworkProps) {
  const path = `/charging/networks/${network.id}`;
  return (
    <ConfirmPage
      title="Merge this network?"
      action={`${path}/merge`}
      submit="Merge"
      cancel={path}
      state={state}
      fields={
        <Select
          state={state}
          name="into"
          label="Into"
          options={options(networks, "Choose a network")}
        />
      }
    >
      <p>
        <What network={network} />{" "}
        move to the other network, whose rates then decide their costs. The rates and subscriptions
        of <Name network={network} /> are deleted with it.
      </p>
    </ConfirmPage>
  );
}

/** Asks before a network becomes a location, and says what that does. */
export function MakeLocationPage({ network, networks, state = blankForm() }: MoveNetworkProps) {
  const path = `/charging/networks/${network.id}`;
  return (
    <ConfirmPage
      title="Make this network a location?"
      action={`${path}/make-location`}
      submit="Make it a location"
      cancel={path}
      state={state}
      fields={
        <Select
          state={state}
          name="into"
          label="Network of the location"
          options={options(networks, "None")}
        />
      }
    >
      <p>
        There will be a location called <Name network={network} />{" "}
        with its rate. Sessions of the network that have no location get this one.{" "}
        <What network={network} />{" "}
        move to the network that you choose. The network itself, its rates with dates and its
        subscriptions are deleted.
      </p>
    </ConfirmPage>
  );
}

/** Asks before a network is deleted, and says what that does. */
export function RemoveNetworkPage({ network }: { network: ListedNetwork }) {
  const path = `/charging/networks/${network.id}`;
  return (
    <ConfirmPage
      title="Delete this network?"
      action={`${path}/remove`}
      submit="Delete the network"
      cancel={path}
    >
      <p>
        <Name network={network} /> is deleted with its rates and subscriptions.{" "}
        <What network={network} />{" "}
        stay, without a network: what a session cost is then known only where it says so itself, or
        its location has a rate.
      </p>
    </ConfirmPage>
  );
}

function Name({ network }: { network: Network }) {
  return (
    <b>
      <bdi>{network.network_name}</bdi>
    </b>
  );
}

function What({ network: { sessions, locations } }: { network: ListedNetwork }) {
  return <>Its {counted(sessions, "session")} and {counted(locations, "location")}</>;
}
