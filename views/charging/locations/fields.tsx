import { CHARGER_TYPES, chargerLabel } from "../../../domain/charging/location.ts";
import type { FormOptions } from "../../../domain/charging/form_options.ts";
import { LOCATION_TYPES } from "../../../domain/charging/session_input.ts";
import type { FormState } from "../../ui/form_state.ts";
import { Checkbox, NumberInput, Select, TextArea, TextInput } from "../../ui/inputs.tsx";
import { optional } from "../option_lists.ts";
import { locationTypeText } from "../session_text.ts";

interface LocationFieldsProps {
  state: FormState;
  options: Pick<FormOptions, "networks" | "sites">;
  currency: string | null;
}

/** The fields of a location. */
export function LocationFields({ state, options, currency }: LocationFieldsProps) {
  const types = LOCATION_TYPES.map((value) => ({ value, name: locationTypeText(value) }));
  return (
    <>
      <TextInput state={state} name="location_name" label="Name" />
      <div class="fields">
        <Select
          state={state}
          name="location_type"
          label="Type"
          options={optional(types, "Not known")}
        />
        <Select
          state={state}
          name="network_id"
          label="Network"
          options={optional(options.networks, "None")}
        />
      </div>
      <Select
        state={state}
        name="site_uuid"
        label="Site"
        options={optional(options.sites, "None of ours")}
        hint="A location that is a site is where the site is, and has its clock. Its sessions that are at no site become the site’s."
      />
      <NumberInput
        state={state}
        name="cost_per_kwh"
        label="Own rate"
        unit={`${currency ?? "amount"}/kWh`}
        hint="Comes before the network’s. Leave it empty when the network’s holds."
        optional
      />
      <TextInput state={state} name="address" label="Address" optional />
      <div class="fields">
        <NumberInput state={state} name="latitude" label="Latitude" unit="°" optional />
        <NumberInput state={state} name="longitude" label="Longitude" unit="°" optional />
      </div>
      <TextArea state={state} name="notes" label="Notes" rows={2} optional />
    </>
  );
}

/** The fields of a stall. */
export function StallFields({ state }: { state: FormState }) {
  const types = CHARGER_TYPES.map((value) => ({ value, name: chargerLabel(value) }));
  return (
    <>
      <TextInput state={state} name="stall_label" label="Label" />
      <div class="fields">
        <Select
          state={state}
          name="charger_type"
          label="Kind"
          options={optional(types, "Not known")}
        />
        <NumberInput state={state} name="rated_kw" label="Rated power" unit="kW" optional />
      </div>
      <div class="fields">
        <NumberInput state={state} name="voltage" label="Voltage" unit="V" optional />
        <NumberInput state={state} name="amperage" label="Current" unit="A" optional />
      </div>
      <TextInput state={state} name="connector_type" label="Connector" optional />
      <TextArea state={state} name="notes" label="Notes" rows={2} optional />
      <Checkbox
        state={state}
        name="is_default"
        label="Usually used"
        hint="A location has one of these: forms choose it for a new session."
      />
    </>
  );
}
