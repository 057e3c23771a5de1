import {
  chargerLabel,
  type ListedLocation,
  type Stall,
} from "../../../domain/charging/location.ts";
import type { Rate } from "../../../domain/charging/network.ts";
import { count } from "../../../domain/plural.ts";
import { Badge } from "../../ui/badge.tsx";
import { RatesPanel } from "../dated.tsx";
import { RateText } from "../networks/list.tsx";
import { locationTypeText } from "../session_text.ts";
import { ChargingSubPage, LOCATIONS } from "../sub_page.tsx";

export interface LocationPageProps {
  location: ListedLocation;
  siteName: string | null;
  stalls: Stall[];
  rates: Rate[];
  currency: string | null;
}

/** Shows a location: what it is, its chargers and its own rates. */
export function LocationPage(props: LocationPageProps) {
  const { location, siteName, stalls, rates, currency } = props;
  const path = `/charging/locations/${location.id}`;
  return (
    <ChargingSubPage
      title={location.location_name}
      trail={[LOCATIONS]}
      actions={<Actions path={path} isVerified={location.is_verified} />}
      wide
    >
      <Facts location={location} siteName={siteName} currency={currency} />
      <StallsPanel path={path} stalls={stalls} />
      <RatesPanel path={path} rates={rates} currency={currency} />
    </ChargingSubPage>
  );
}

function Actions({ path, isVerified }: { path: string; isVerified: boolean }) {
  return (
    <>
      {!isVerified && <Badge tone="warn" text="To review" />}
      <a class="button" href={`${path}/edit`}>Edit</a>
      <a class="button" href={`${path}/merge`}>Merge</a>
      <a class="button danger" href={`${path}/remove`}>Delete</a>
    </>
  );
}

function Facts(
  { location, siteName, currency }: Pick<LocationPageProps, "location" | "siteName" | "currency">,
) {
  const { network_id, network_name, site_uuid, latitude, longitude } = location;
  return (
    <section class="facts" aria-label="The location">
      <dl>
        <div>
          <dt>Sessions</dt>
          <dd>{count(location.sessions)}</dd>
        </div>
        <div>
          <dt>Type</dt>
          <dd>
            {location.location_type ? locationTypeText(location.location_type) : "not known"}
          </dd>
        </div>
        <div>
          <dt>Network</dt>
          <dd>
            {network_id === null ? "none" : (
              <a href={`/charging/networks/${network_id}`}>
                <bdi>{network_name}</bdi>
              </a>
            )}
          </dd>
        </div>
        <div>
          <dt>Own rate per kWh</dt>
          <dd>
            {location.cost_per_kwh === null
              ? "the network’s"
              : <RateText cost_per_kwh={location.cost_per_kwh} currency={currency} />}
          </dd>
        </div>
        {site_uuid && (
          <div>
            <dt>Site</dt>
            <dd>
              <a href={`/sites/${site_uuid}`}>
                <bdi>{siteName ?? site_uuid}</bdi>
              </a>
            </dd>
          </div>
        )}
        {latitude !== null && longitude !== null && (
          <div>
            <dt>Coordinates</dt>
            <dd>{latitude.toFixed(5)}, {longitude.toFixed(5)}</dd>
          </div>
        )}
        <MoreFacts location={location} />
      </dl>
    </section>
  );
}

function MoreFacts({ location }: { location: ListedLocation }) {
  const facts = [
    ["Address", location.address],
    ["Made by", location.source_system],
    ["Notes", location.notes],
  ].filter(([, text]) => text);
  return (
    <>
      {facts.map(([name, text]) => (
        <div class={name === "Made by" ? undefined : "wide"}>
          <dt>{name}</dt>
          <dd>
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
    </>
  );
}

function StallsPanel({ path, stalls }: { path: string; stalls: Stall[] }) {
  return (
    <section class="panel" aria-labelledby="stalls-heading">
      <div class="page-head">
        <h2 id="stalls-heading">Chargers</h2>
        <a class="button" href={`${path}/stalls/new`}>Add a charger</a>
      </div>
      {stalls.length === 0 ? <p class="muted">None yet.</p> : (
        <table class="list">
          <caption class="visually-hidden">Chargers of this location</caption>
          <thead>
            <tr>
              <th scope="col">Label</th>
              <th scope="col">Kind</th>
              <th scope="col" class="number">Rated power</th>
              <th scope="col">Connector</th>
              <th scope="col">
                <span class="visually-hidden">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {stalls.map((stall) => <StallRow path={path} stall={stall} />)}
          </tbody>
        </table>
      )}
    </section>
  );
}

function StallRow({ path, stall }: { path: string; stall: Stall }) {
  const which = <span class="visually-hidden">{` ${stall.stall_label}`}</span>;
  return (
    <tr>
      <th scope="row">
        <bdi>{stall.stall_label}</bdi>{" "}
        {stall.is_default && <Badge tone="quiet" text="Usually used" />}
      </th>
      <td data-label="Kind">{stall.charger_type ? chargerLabel(stall.charger_type) : "–"}</td>
      <td data-label="Rated power" class="number">
        {stall.rated_kw === null ? "–" : `${stall.rated_kw} kW`}
      </td>
      <td data-label="Connector">
        {stall.connector_type ? <bdi>{stall.connector_type}</bdi> : "–"}
      </td>
      <td>
        <div class="row-actions">
          <a href={`${path}/stalls/${stall.id}`}>Edit{which}</a>
          {!stall.is_default && (
            <form method="post" action={`${path}/stalls/${stall.id}/default`}>
              <button type="submit">Use usually{which}</button>
            </form>
          )}
          <a href={`${path}/stalls/${stall.id}/remove`}>Remove{which}</a>
        </div>
      </td>
    </tr>
  );
}
