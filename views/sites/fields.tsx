import type { FormState } from "../ui/form_state.ts";
import { OriginalValues } from "../ui/original_values.tsx";
import { MEASURED_EVERY } from "../../domain/sites/site_input.ts";
import { Checkbox, NumberInput, Select, TextArea, TextInput } from "../ui/inputs.tsx";
import { Panels } from "./panels.tsx";
import { PlaceFields, type PlaceProps } from "./place.tsx";

interface SiteFieldsProps extends PlaceProps {
  mode: "new" | "edit";
}

const ASSETS = [{ value: "pv", label: "PV (solar)" }, { value: "wind", label: "Wind" }];

const LENGTHS = [
  { value: "", label: "As its period says" },
  ...MEASURED_EVERY.map((minutes) => ({ value: `${minutes}`, label: `${minutes} minutes` })),
];

/** Renders the fields that describe a site, for the forms that add and edit one. */
export function SiteFields(props: SiteFieldsProps) {
  const { state, mode } = props;
  return (
    <>
      <Where {...props} />
      <fieldset>
        <legend>What it is</legend>
        <TextInput state={state} name="client_site_name" label="Name" />
        <div class="fields">
          <Select state={state} name="asset_type" label="Type" options={ASSETS} />
          <TextInput
            state={state}
            name="client_site_id"
            label="Client’s number"
            inputmode="numeric"
            hint="Your own number for the site, a whole number."
            optional
          />
        </div>
      </fieldset>
      <Capacities state={state} mode={mode} />
      <Panels state={state} mode={mode} />
      <Select
        state={state}
        name="measured_every_minutes"
        label="Measured every"
        hint="For programs that store every measurement as lasting 5 minutes: its real length."
        options={LENGTHS}
        optional
      />
      <Kind state={state} />
      <TextArea
        state={state}
        name="note"
        label="Note"
        hint="Shown on the site's page, for example where its data come from."
        rows={3}
        optional
      />
      {mode === "edit" && <OriginalValues state={state} />}
    </>
  );
}

function Capacities({ state, mode }: Pick<SiteFieldsProps, "state" | "mode">) {
  const left = mode === "new" ? " If left empty, the site's capacity." : "";
  return (
    <fieldset>
      <legend>Power</legend>
      <div class="fields">
        <NumberInput
          state={state}
          name="capacity_kw"
          label="Capacity"
          unit="kW"
          hint="The most power that the site can feed in."
        />
        {mode === "edit" && (
          <TextInput
            state={state}
            name="capacity_from"
            label="This capacity since"
            hint="A day like 2026-05-01, when the plant was extended or reduced."
            optional
          />
        )}
        <NumberInput
          state={state}
          name="inverter_capacity_kw"
          label="Capacity of the inverters"
          unit="kW"
          hint={`Alternating current, all together.${left}`}
          optional
        />
        <NumberInput
          state={state}
          name="module_capacity_kw"
          label="Capacity of the modules"
          unit="kW"
          hint={`Direct current at peak, all together.${left}`}
          optional
        />
      </div>
    </fieldset>
  );
}

function Where(props: SiteFieldsProps) {
  const { state, mode } = props;
  return (
    <fieldset>
      <legend>Where it is</legend>
      <PlaceFields {...props} />
      <div class="fields">
        <NumberInput
          state={state}
          name="altitude_m"
          label="Altitude"
          unit="m"
          hint="Above sea level, −500 to 9000."
          optional
        />
        <TextInput
          state={state}
          name="time_zone"
          label="Time zone"
          hint="For example Europe/London. If left empty, the zone of the coordinates."
          optional
        />
        <TextInput
          state={state}
          name="country"
          label="Country"
          hint={mode === "new" &&
            "For example uk or fr. If left empty, the country of the coordinates."}
          optional
        />
        <TextInput state={state} name="region" label="Region" optional />
      </div>
    </fieldset>
  );
}

/** Renders what makes power follow something else than the sun and the modules alone. */
function Kind({ state }: { state: FormState }) {
  return (
    <fieldset>
      <legend>What else decides the power</legend>
      <p class="hint">No hints about contradicting data are given for such a site.</p>
      <Checkbox state={state} name="has_battery" label="A battery is behind the same meter" />
      <Checkbox state={state} name="is_tracked" label="The panels follow the sun" />
      <Checkbox
        state={state}
        name="is_curtailed"
        label="A contract or the grid operator limits the power"
      />
    </fieldset>
  );
}
