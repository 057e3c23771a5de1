import { Checkbox, Checkboxes, NumberInput, Select, TextInput } from "../ui/inputs.tsx";
import { CHOICES, columnOptions } from "./reading_options.ts";
import { type ReadingFieldsProps, RunFields } from "./run_fields.tsx";

/** Renders what decides how a file is read, except the open questions, which stand above. */
export function ReadingFields(props: ReadingFieldsProps) {
  return (
    <>
      {props.kind === "forecasts" ? <RunFields {...props} /> : <Values {...props} />}
      <Times {...props} />
      <Text {...props} />
    </>
  );
}

function Values({ state, columns, left }: ReadingFieldsProps) {
  const one = (name: "shape" | "unit" | "measures", label: string) =>
    !left.has(name) && <Select state={state} name={name} label={label} options={CHOICES[name]} />;
  return (
    <fieldset>
      <legend>What the numbers are</legend>
      {!left.has("value_columns") && (
        <Checkboxes
          state={state}
          name="value_columns"
          label="Columns of generation"
          hint="Several are inverters side by side, which are added up."
          options={columnOptions(columns)}
        />
      )}
      <div class="fields">
        {one("shape", "Kind of numbers")}
        {one("unit", "Unit")}
        {one("measures", "What they measure")}
        {!left.has("inverter_column") && (
          <Select
            state={state}
            name="inverter_column"
            label="Column of the inverter"
            hint="Lines of several inverters are added up where all have a value."
            options={columnOptions(columns, "None: one line a time")}
          />
        )}
        {!left.has("site_column") && (
          <Select
            state={state}
            name="site_column"
            label="Column of the site"
            hint="Your own number (client’s number) or the name of each site."
            options={columnOptions(columns, "None: all lines are of one site")}
          />
        )}
      </div>
    </fieldset>
  );
}

function Times({ state, columns, left }: ReadingFieldsProps) {
  const column = (name: string, label: string, none?: string, hint?: string) => (
    <Select
      state={state}
      name={name}
      label={label}
      hint={hint}
      options={columnOptions(columns, none)}
    />
  );
  return (
    <fieldset>
      <legend>Times</legend>
      <div class="fields">
        {column("time_column", "Time, or date")}
        {column("time_of_day_column", "Time of day", "In the same column")}
        {column(
          "end_column",
          "End of the period",
          "None",
          "Only where it stands beside the start.",
        )}
        {column("end_of_day_column", "Time of day of the end", "In the same column")}
        {!left.has("time_form") && (
          <Select state={state} name="time_form" label="Written as" options={CHOICES.time_form} />
        )}
        {!left.has("zone") && (
          <TextInput
            state={state}
            name="zone"
            label="Time zone"
            hint="Like Europe/London, or UTC; empty before a site is chosen: that of the site. Times with an offset of their own keep it."
          />
        )}
        {!left.has("label") && (
          <Select state={state} name="label" label="A time is" options={CHOICES.label} />
        )}
        {!left.has("step_minutes") && (
          <NumberInput state={state} name="step_minutes" label="Period" unit="minutes" />
        )}
      </div>
      {!left.has("is_end_inclusive") && (
        <Checkbox
          state={state}
          name="is_end_inclusive"
          label="The end is the last minute: 00:14 means until 00:15"
        />
      )}
    </fieldset>
  );
}

function Text({ state, left }: ReadingFieldsProps) {
  const one = (name: "encoding" | "delimiter" | "decimal" | "thousands", label: string) =>
    !left.has(name) && <Select state={state} name={name} label={label} options={CHOICES[name]} />;
  return (
    <fieldset>
      <legend>The text</legend>
      <div class="fields">
        {one("delimiter", "Between columns")}
        {one("encoding", "Encoding")}
        {one("decimal", "Decimal mark")}
        {one("thousands", "Thousands mark")}
        {!left.has("header_lines") && (
          <NumberInput
            state={state}
            name="header_lines"
            label="Lines before the values"
            hint="Header and units; lines above the header are not counted."
          />
        )}
      </div>
    </fieldset>
  );
}
