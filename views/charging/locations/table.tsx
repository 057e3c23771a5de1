import type { ListedLocation } from "../../../domain/charging/location.ts";
import { count } from "../../../domain/plural.ts";
import { Badge } from "../../ui/badge.tsx";
import { RateText } from "../networks/list.tsx";
import { locationTypeText } from "../session_text.ts";

interface LocationTableProps {
  locations: ListedLocation[];
  currency: string | null;
}

/** Lists locations. */
export function LocationTable({ locations, currency }: LocationTableProps) {
  return (
    <table class="list">
      <caption class="visually-hidden">Locations</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">Network</th>
          <th scope="col" class="number">Own rate per kWh</th>
          <th scope="col" class="number">Sessions</th>
          <th scope="col" class="number">Chargers</th>
        </tr>
      </thead>
      <tbody>
        {locations.map((location) => (
          <tr>
            <th scope="row">
              <a href={`/charging/locations/${location.id}`}>
                <bdi>{location.location_name}</bdi>
              </a>{" "}
              {!location.is_verified && <Badge tone="warn" text="To review" />}
            </th>
            <td data-label="Type">
              {location.location_type ? locationTypeText(location.location_type) : "–"}
            </td>
            <td data-label="Network">
              {location.network_name ? <bdi>{location.network_name}</bdi> : "–"}
            </td>
            <td data-label="Own rate per kWh" class="number">
              {location.cost_per_kwh === null
                ? "–"
                : <RateText cost_per_kwh={location.cost_per_kwh} currency={currency} />}
            </td>
            <td data-label="Sessions" class="number">{count(location.sessions)}</td>
            <td data-label="Chargers" class="number">{count(location.stalls)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
