import type { FormOption, FormOptions } from "../../domain/charging/form_options.ts";
import { type FormState, textOf } from "../ui/form_state.ts";
import { NumberInput, Select, TextInput } from "../ui/inputs.tsx";
import { TYPES, withChosen } from "./option_lists.ts";

/** What the parts of a session's form show. */
export interface FieldsProps {
  state: FormState;
  options: FormOptions;
  /** The clock of the times. */
  zone: string;
}

/** Renders when a session was, and how much was charged. */
export function When({ state, options, zone }: FieldsProps) {
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

/** Renders a time of a clock; where the clock shows it twice, with the choice of which. */
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
