import type { ListedLocation } from "../../../domain/charging/location.ts";
import type { ListedNetwork, Rate, Subscription } from "../../../domain/charging/network.ts";
import { count } from "../../../domain/plural.ts";
import { Badge } from "../../ui/badge.tsx";
import { RatesPanel, SubscriptionsPanel } from "../dated.tsx";
import { LocationTable } from "../locations/table.tsx";
import { NetworkDot } from "../network_dot.tsx";
import { ChargingSubPage, NETWORKS } from "../sub_page.tsx";
import { RateText } from "./list.tsx";

export interface NetworkPageProps {
  network: ListedNetwork;
  rates: Rate[];
  subscriptions: Subscription[];
  locations: ListedLocation[];
  currency: string | null;
}

/** Shows a network: its rates, subscriptions and locations. */
export function NetworkPage(props: NetworkPageProps) {
  const { network, rates, subscriptions, locations, currency } = props;
  const path = `/charging/networks/${network.id}`;
  return (
    <ChargingSubPage
      title={network.network_name}
      trail={[NETWORKS]}
      actions={<Actions path={path} isVerified={network.is_verified} />}
      wide
    >
      <Facts network={network} currency={currency} />
      <RatesPanel path={path} rates={rates} currency={currency} />
      <SubscriptionsPanel path={path} subscriptions={subscriptions} currency={currency} />
      <section class="panel" aria-labelledby="locations-heading">
        <div class="page-head">
          <h2 id="locations-heading">Locations</h2>
          <a class="button" href={`/charging/locations?network=${network.id}#add-heading`}>
            Add a location
          </a>
        </div>
        {locations.length === 0
          ? <p class="muted">None yet.</p>
          : <LocationTable locations={locations} currency={currency} />}
      </section>
    </ChargingSubPage>
  );
}

function Actions({ path, isVerified }: { path: string; isVerified: boolean }) {
  return (
    <>
      {!isVerified && <Badge tone="warn" text="To review" />}
      <a class="button" href={`${path}/edit`}>Edit</a>
      <a class="button" href={`${path}/merge`}>Merge</a>
      <a class="button" href={`${path}/make-location`}>Make it a location</a>
      <a class="button danger" href={`${path}/remove`}>Delete</a>
    </>
  );
}

function Facts({ network, currency }: { network: ListedNetwork; currency: string | null }) {
  const { id, sessions, color, notes, source_system } = network;
  return (
    <section class="facts" aria-label="The network">
      <dl>
        <div>
          <dt>Rate per kWh</dt>
          <dd>
            <RateText {...network} currency={currency} />
          </dd>
        </div>
        <div>
          <dt>Sessions</dt>
          <dd>
            {sessions === 0 ? "0" : <a href={`/charging?network=${id}`}>{count(sessions)}</a>}
          </dd>
        </div>
        {color && (
          <div>
            <dt>Colour</dt>
            <dd>
              <NetworkDot color={color} />
              {color}
            </dd>
          </div>
        )}
        {source_system && (
          <div>
            <dt>Made by</dt>
            <dd>
              <bdi>{source_system}</bdi>
            </dd>
          </div>
        )}
        {notes && (
          <div class="wide">
            <dt>Notes</dt>
            <dd>
              <bdi>{notes}</bdi>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
