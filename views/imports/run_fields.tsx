import type { Column, FileKind } from "../../domain/imports/reading.ts";
import type { FormState } from "../ui/form_state.ts";
import { Select, TextInput } from "../ui/inputs.tsx";
import { CHOICES, columnOptions } from "./reading_options.ts";

export interface ReadingFieldsProps {
  state: FormState;
  columns: readonly Column[];
  /** Names of fields that questions above the form are about. */
  left: ReadonlySet<string>;
  kind: FileKind;
}

/** Renders what tells the runs of a file of forecasts: power and P-levels, time of the run, model. */
export function RunFields({ state, columns, left }: ReadingFieldsProps) {
  const column = (name: string, label: string, none?: string, hint?: string) =>
    !left.has(name) && (
      <Select
        state={state}
        name={name}
        label={label}
        hint={hint}
        options={columnOptions(columns, none)}
      />
    );
  const one = (name: "unit" | "horizon_unit", label: string) =>
    !left.has(name) && <Select state={state} name={name} label={label} options={CHOICES[name]} />;
  const byHorizon = "Without it, the horizon tells it from the start of each period.";
  return (
    <fieldset>
      <legend>Runs</legend>
      <div class="fields">
        {column("value_columns", "Power that is forecast")}
        {one("unit", "Unit")}
        {column("p10_column", "P10", "None")}
        {column("p90_column", "P90", "None")}
        {column("run_time_column", "When the run was made", "Not in the file", byHorizon)}
        {column("run_time_of_day_column", "Time of day of the run", "In the same column")}
        <Select
          state={state}
          name="run_time_form"
          label="The run’s time is written as"
          options={CHOICES.time_form}
        />
        <TextInput
          state={state}
          name="run_zone"
          label="Time zone of the runs"
          hint="Empty: that of the other times."
          optional
        />
        {column("horizon_column", "Horizon", "None", "From the run to the start of the period.")}
        {one("horizon_unit", "Horizon in")}
        {column("model_column", "Model", "One for the whole file")}
        {!left.has("model_name") && (
          <TextInput
            state={state}
            name="model_name"
            label="Name of the model"
            hint="Where no column names it."
            optional
          />
        )}
        {column("version_column", "Version of the model", "None, or one for the whole file")}
        <TextInput state={state} name="model_version" label="Version" optional />
        {column("site_column", "Column of the site", "None: all lines are of one site")}
      </div>
    </fieldset>
  );
}
