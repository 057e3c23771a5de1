import type { ListedVehicle } from "../../../domain/charging/vehicle.ts";
import { counted } from "../../../domain/plural.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { Form } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form_state.ts";
import { ChargingSubPage, VEHICLES } from "../sub_page.tsx";
import { VehicleFields } from "./fields.tsx";
import { vehicleUrl } from "./list.tsx";

/** Shows the form that changes a vehicle. */
export function EditVehiclePage({ vehicle, state }: { vehicle: ListedVehicle; state: FormState }) {
  const path = vehicleUrl(vehicle.device_id);
  return (
    <ChargingSubPage title="Edit a vehicle" trail={[VEHICLES, [vehicle.display_name, path]]}>
      <Form action={`${path}/edit`} state={state} submit="Save" cancel={path}>
        <VehicleFields state={state} />
      </Form>
    </ChargingSubPage>
  );
}

interface RemoveVehiclePageProps {
  vehicle: ListedVehicle;
  readings: number;
  positions: number;
}

/** Asks before a vehicle is deleted, and says what that does. */
export function RemoveVehiclePage({ vehicle, readings, positions }: RemoveVehiclePageProps) {
  const path = vehicleUrl(vehicle.device_id);
  return (
    <ConfirmPage
      title="Delete this vehicle?"
      action={`${path}/remove`}
      submit="Delete the vehicle"
      cancel={path}
    >
      <p>
        <b>
          <bdi>{vehicle.display_name}</bdi>
        </b>{" "}
        is deleted with {counted(readings, "reading")} of its battery, its state and its trips, and
        {" "}
        {counted(positions, "position")}. Its {counted(vehicle.sessions, "session")}{" "}
        stay in the logbook, under its device id.
      </p>
    </ConfirmPage>
  );
}
