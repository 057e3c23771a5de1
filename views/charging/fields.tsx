import { CHARGE_TYPES, LOCATION_TYPES } from "../../domain/charging/session_input.ts";
import type { FormOption, FormOptions } from "../../domain/charging/form_options.ts";
import { Checkbox, NumberInput, Select, TextArea, TextInput } from "../ui/inputs.tsx";
import { type FormState, textOf } from "../ui/form_state.ts";
import { locationTypeText } from "./session_text.ts";

interface FieldsProps {
  state: FormState;
  options: FormOptions;
  /** The clock of the times. */
  zone: string;
}

/** Returns the options of a list, the first of which chooses nothing. */
export function optional(options: readonly FormOption[], none: string) {
  return [
    { value: "", label: none },
    ...options.map(({ value, name }) => ({ value, label: name })),
  ];
}

/** Returns the same with what is chosen already, though it is none of the options. */
function withChosen(state: FormState, name: string, options: { value: string; label: string }[]) {
  const chosen = textOf(state, name);
  if (options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: chosen }];
}

export const TYPES = [
  { value: "", label: "Not known" },
  ...CHARGE_TYPES.map((value) => ({
    value,
    label: value,
  })),
];

export const PLACE_TYPES = [
  { value: "", label: "Not known" },
  ...LOCATION_TYPES.map((value) => ({ value, label: locationTypeText(value) })),
];

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

function When({ state, options, zone }: FieldsProps) {
  const hint = `On the clock of ${zone}, or of another site that you choose below.`;
  return (
    <fieldset>
      <legend>When and how much</legend>
      <div class="fields">
        <Time state={state} name="session_start_utc" label="Start" hint={hint} />
        <Time
          state={state}
          name="session_end_utc"
          label="End"
          hint="On the same clock."
          optional
        />
        <NumberInput state={state} name="energy_kwh" label="Energy" unit="kWh" />
        <NumberInput
          state={state}
          name="charge_duration_seconds"
          label="Time of charging"
          unit="min"
          hint="If it is shorter than from start to end."
          optional
        />
        <Select
          state={state}
          name="charge_type"
          label="Type"
          options={withChosen(state, "charge_type", TYPES)}
          optional
        />
        <Vehicle state={state} vehicles={options.vehicles} />
      </div>
    </fieldset>
  );
}

interface TimeProps {
  state: FormState;
  name: string;
  label: string;
  hint: string;
  optional?: boolean;
}

/** A time of a clock; where the clock shows it twice, with the choice of which. */
function Time(props: TimeProps) {
  const { state, name, label } = props;
  const isTwice = textOf(state, `${name}_which`) !== "" ||
    state.errors.some(({ field, message }) => field === name && message.includes("twice"));
  return (
    <>
      <TextInput {...props} type="datetime-local" />
      {isTwice && (
        <Select
          state={state}
          name={`${name}_which`}
          label={`${label}: which of the two`}
          options={[
            { value: "", label: "Choose" },
            { value: "first", label: "The first, before clocks were put back" },
            { value: "second", label: "The second" },
          ]}
        />
      )}
    </>
  );
}

function Vehicle({ state, vehicles }: { state: FormState; vehicles: FormOption[] }) {
  return (
    <>
      <TextInput
        state={state}
        name="device_id"
        label="Vehicle"
        hint="Its device ID. If left empty, “manual”."
        list="vehicles"
        optional
      />
      <datalist id="vehicles">
        {vehicles.map(({ value, name }) => <option value={value}>{name}</option>)}
      </datalist>
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
          label="Stall"
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

/** Sends along what each field held when the form was opened: see routes/charging/session_form.ts. */
function OriginalValues({ state }: { state: FormState }) {
  const hidden = Object.keys(state.values)
    .filter((name) => name.startsWith("was_") || name === "version");
  return hidden.map((name) => <input type="hidden" name={name} value={textOf(state, name)} />);
}
