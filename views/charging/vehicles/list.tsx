import type { ListedVehicle } from "../../../domain/charging/vehicle.ts";
import { count } from "../../../domain/plural.ts";
import { momentText } from "../../../domain/time/moment_text.ts";
import { EmptyState } from "../../ui/empty_state.tsx";
import { Form } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form_state.ts";
import { ChargingNav } from "../nav.tsx";
import { VehicleFields } from "./fields.tsx";

export interface VehiclesPageProps {
  vehicles: ListedVehicle[];
  zone: string;
  state: FormState;
  formKey: string;
}

export const vehicleUrl = (deviceId: string, below = "") =>
  `/charging/vehicles/${encodeURIComponent(deviceId)}${below}`;

/** Returns make, model and year, as far as they are known. */
export const modelText = ({ year, make, model, trim }: ListedVehicle) =>
  [year, make, model, trim].filter((part) => part !== null && part !== "").join(" ");

/** Lists the vehicles of a group, with the form for another one. */
export function VehiclesPage({ vehicles, zone, state, formKey }: VehiclesPageProps) {
  return (
    <>
      <header class="page-head">
        <h1>Vehicles</h1>
        <a class="button" href="#add-heading">Add a vehicle</a>
      </header>
      <ChargingNav here="/charging/vehicles" />
      {vehicles.length === 0
        ? (
          <EmptyState title="No vehicles yet">
            <p>
              Add one below, or let Home Assistant send its states to{" "}
              <code>/api/v1/charging/home-assistant</code>: vehicles are then added by themselves.
            </p>
          </EmptyState>
        )
        : <VehicleTable vehicles={vehicles} zone={zone} />}
      <section class="panel" aria-labelledby="add-heading">
        <h2 id="add-heading">Add a vehicle</h2>
        <Form action="/charging/vehicles" state={state} submit="Add the vehicle" formKey={formKey}>
          <VehicleFields state={state} />
        </Form>
      </section>
    </>
  );
}

function VehicleTable({ vehicles, zone }: Pick<VehiclesPageProps, "vehicles" | "zone">) {
  return (
    <table class="list">
      <caption class="visually-hidden">Vehicles</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Model</th>
          <th scope="col" class="number">Charge</th>
          <th scope="col" class="number">Range</th>
          <th scope="col">Measured</th>
          <th scope="col" class="number">Sessions</th>
        </tr>
      </thead>
      <tbody>
        {vehicles.map((vehicle) => (
          <tr>
            <th scope="row">
              <a href={vehicleUrl(vehicle.device_id)}>
                <bdi>{vehicle.display_name}</bdi>
              </a>
            </th>
            <td data-label="Model">{modelText(vehicle) || "–"}</td>
            <td data-label="Charge" class="number">
              {vehicle.soc === null ? "–" : `${Math.round(vehicle.soc)} %`}
            </td>
            <td data-label="Range" class="number">
              {vehicle.range_km === null ? "–" : `${Math.round(vehicle.range_km)} km`}
            </td>
            <td data-label="Measured">
              {vehicle.recorded_at === null
                ? "never"
                : momentText(Temporal.Instant.from(vehicle.recorded_at), zone)}
            </td>
            <td data-label="Sessions" class="number">
              <a href={`/charging?vehicle=${encodeURIComponent(vehicle.device_id)}`}>
                {count(vehicle.sessions)}
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
