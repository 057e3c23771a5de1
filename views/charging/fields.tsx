import { Checkbox, NumberInput, Select, TextArea, TextInput } from "../ui/inputs.tsx";
import { OriginalValues } from "../ui/original_values.tsx";
import { optional, PLACE_TYPES, withChosen } from "./option_lists.ts";
import { type FieldsProps, When } from "./time_fields.tsx";

/** The fields that describe a session, for the forms that add and edit one. */
export function SessionFields(props: FieldsProps) {
  return (
    <>
      <When {...props} />
      <Where {...props} />
      <Cost {...props} />
      <Battery {...props} />
      <Charger {...props} />
      <TextArea state={props.state} name="note" label="Note" rows={3} optional />
      <Checkbox
        state={props.state}
        name="is_complete"
        label="The session has ended and nothing is missing"
      />
      <OriginalValues state={props.state} />
    </>
  );
}

function Where({ state, options }: FieldsProps) {
  return (
    <fieldset>
      <legend>Where</legend>
      <div class="fields">
        <Select
          state={state}
          name="site_uuid"
          label="Site"
          hint="One of your sites, whose sun may have covered it."
          options={optional(options.sites, "At none of them")}
          optional
        />
        <Select
          state={state}
          name="network_id"
          label="Network"
          options={optional(options.networks, "None, or not known")}
          optional
        />
        <Select
          state={state}
          name="location_id"
          label="Location"
          options={optional(options.locations, "Not in the list")}
          optional
        />
        <TextInput
          state={state}
          name="location_name"
          label="Name of the location"
          hint="If it is not in the list, or for another name in this session."
          optional
        />
        <Select
          state={state}
          name="location_type"
          label="Type of the location"
          options={withChosen(state, "location_type", PLACE_TYPES)}
          optional
        />
        <TextInput state={state} name="address" label="Address" optional />
      </div>
    </fieldset>
  );
}

function Cost({ state }: FieldsProps) {
  return (
    <fieldset>
      <legend>Cost</legend>
      <div class="fields">
        <NumberInput
          state={state}
          name="cost"
          label="Paid"
          hint="If left empty, the rate of the location or the network counts."
          optional
        />
        <TextInput state={state} name="currency" label="Currency" hint="Like EUR." optional />
      </div>
      <Checkbox state={state} name="is_free" label="It was free" />
    </fieldset>
  );
}

function Battery({ state }: FieldsProps) {
  return (
    <fieldset>
      <legend>Battery and power</legend>
      <div class="fields">
        <NumberInput state={state} name="start_soc" label="Charge at the start" unit="%" optional />
        <NumberInput state={state} name="end_soc" label="Charge at the end" unit="%" optional />
        <NumberInput state={state} name="miles_added" label="Range added" unit="mi" optional />
        <NumberInput state={state} name="charging_kw" label="Mean power" unit="kW" optional />
        <NumberInput state={state} name="max_power" label="Highest power" unit="kW" optional />
      </div>
    </fieldset>
  );
}

function Charger({ state, options }: FieldsProps) {
  return (
    <fieldset>
      <legend>Charger</legend>
      <div class="fields">
        <Select
          state={state}
          name="stall_id"
          label="Charger"
          options={optional(options.stalls, "Not known")}
          optional
        />
        <NumberInput
          state={state}
          name="evse_energy_kwh"
          label="Energy at the charger"
          unit="kWh"
          optional
        />
        <NumberInput
          state={state}
          name="evse_max_power_kw"
          label="Highest power at the charger"
          unit="kW"
          optional
        />
        <NumberInput
          state={state}
          name="charger_rated_kw"
          label="Rated power of the charger"
          unit="kW"
          optional
        />
      </div>
    </fieldset>
  );
}
