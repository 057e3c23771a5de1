import type { FormState } from "../../ui/form_state.ts";
import { NumberInput, TextInput } from "../../ui/inputs.tsx";

/** The fields of a vehicle. */
export function VehicleFields({ state }: { state: FormState }) {
  return (
    <>
      <TextInput state={state} name="display_name" label="Name" />
      <TextInput
        state={state}
        name="device_id"
        label="Device id"
        hint="What files, programs and sessions call it, like its VIN. Sessions and readings go with it."
      />
      <div class="fields">
        <TextInput state={state} name="make" label="Make" optional />
        <TextInput state={state} name="model" label="Model" optional />
      </div>
      <div class="fields">
        <NumberInput state={state} name="year" label="Year" optional />
        <TextInput state={state} name="trim" label="Trim" optional />
      </div>
      <div class="fields">
        <NumberInput
          state={state}
          name="battery_capacity_kwh"
          label="Battery capacity"
          unit="kWh"
          optional
        />
        <TextInput state={state} name="vin" label="VIN" optional />
      </div>
    </>
  );
}
