import { EFFICIENCY_UNITS } from "../../domain/charging/settings.ts";
import { counted } from "../../domain/plural.ts";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { Checkbox, NumberInput, Select, TextInput } from "../ui/inputs.tsx";
import { ChargingNav } from "./nav.tsx";

interface ChargingSettingsPageProps {
  state: FormState;
  /** Positions that are stored. */
  positions: number;
  /** The zone that counts where the group chose none. */
  zone: string;
}

/** Shows what a group has chosen for its charging pages. */
export function ChargingSettingsPage({ state, positions, zone }: ChargingSettingsPageProps) {
  const petrolUnits = [
    { value: "litre", label: "Litres, and litres for 100 km" },
    { value: "gallon", label: "US gallons, and miles a gallon" },
  ];
  const units = EFFICIENCY_UNITS.map((value) => ({ value, label: value }));
  return (
    <>
      <header class="page-head">
        <h1>Settings of charging</h1>
      </header>
      <ChargingNav here="/charging/settings" />
      <div class="narrow">
        <p>They hold for everybody in your group.</p>
        <Form action="/charging/settings" state={state} submit="Save">
          <TextInput
            state={state}
            name="currency"
            label="Currency"
            hint="Of rates, and of sessions that name none, like EUR."
            optional
          />
          <TextInput
            state={state}
            name="time_zone"
            label="Time zone"
            hint={`Of days and times where no site says one, like Europe/London. Empty: ${zone}, from your sites.`}
            optional
          />
          <Select
            state={state}
            name="petrol_unit"
            label="Petrol is measured in"
            options={petrolUnits}
          />
          <div class="fields">
            <NumberInput state={state} name="petrol_price" label="Price of petrol" />
            <NumberInput state={state} name="petrol_consumption" label="Consumption of a car" />
          </div>
          <Select state={state} name="efficiency_unit" label="Efficiency in" options={units} />
          <NumberInput
            state={state}
            name="place_metres"
            label="Points are one location within"
            unit="m"
            hint="When programs send coordinates, the nearest location within this distance is meant."
          />
          <Checkbox
            state={state}
            name="store_positions"
            label="Keep positions of vehicles"
            hint="Off: positions that programs send are not stored. On: they are kept for a time that the operator has set."
          />
        </Form>
        {positions > 0 && (
          <p>
            {counted(positions, "position")} stored.{" "}
            <a href="/charging/settings/remove-positions">Delete them</a>
          </p>
        )}
      </div>
    </>
  );
}
