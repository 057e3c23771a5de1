import type { FieldError } from "../../domain/errors.ts";
import { hasModel } from "../../domain/imports/decision.ts";
import type { ForecastReading } from "../../domain/imports/reading.ts";
import { isZone } from "../../domain/sites/site.ts";
import type { Posted } from "../../views/ui/form_state.ts";
import { postedFields, textOfColumn } from "./reading_inputs.ts";

export const NO_ZONE = "Not a time zone, such as Europe/London or UTC.";

const COLUMNS = [
  "horizon_column",
  "p10_column",
  "p90_column",
  "model_column",
  "version_column",
] as const;

/** Returns the fields of the form that shows how runs are read. */
export function forecastValues(forecast: ForecastReading): Posted {
  const { run_time, run_zone, horizon_unit, model_name, model_version } = forecast;
  return {
    run_time_column: textOfColumn(run_time?.columns[0]),
    run_time_of_day_column: textOfColumn(run_time?.columns[1]),
    run_time_form: run_time?.form ?? "",
    run_zone: run_zone ?? "",
    ...{ horizon_unit, model_name, model_version },
    ...Object.fromEntries(COLUMNS.map((name) => [name, textOfColumn(forecast[name])])),
  };
}

/** Returns what a form says about runs, for the schema of the API to check. */
export function forecastInput(posted: Posted): Record<keyof ForecastReading, unknown> {
  const { text, column, moment } = postedFields(posted);
  const [horizon_column, p10_column, p90_column, model_column, version_column] = COLUMNS.map(
    column,
  );
  const runTime = moment("run_time_form", "run_time_column", "run_time_of_day_column");
  return {
    run_time: text("run_time_column") === "" ? null : runTime,
    run_zone: text("run_zone") || null,
    horizon_unit: text("horizon_unit"),
    ...{ horizon_column, p10_column, p90_column, model_column, version_column },
    model_name: text("model_name"),
    model_version: text("model_version"),
  };
}

/** Returns what is wrong with a valid reading of runs, by the fields of the form. */
export function forecastErrors(forecast: ForecastReading): FieldError[] {
  const { run_time, run_zone, horizon_column } = forecast;
  const isUnknown = run_zone !== null && !isZone(run_zone);
  const hasTime = run_time !== null || horizon_column !== null;
  const noTime = "Choose the column of the run’s time, or of the horizon.";
  return [
    ...isUnknown ? [{ field: "run_zone", message: NO_ZONE }] : [],
    ...hasTime ? [] : [{ field: "run_time_column", message: noTime }],
    ...hasModel(forecast) ? [] : [{ field: "model_name", message: "Name the model." }],
  ];
}

/** Returns an error of the schema by the field of the form that it is about. */
export function inRuns({ field, message }: FieldError): FieldError {
  const name = field.replace("forecast.", "").replace(/^run_time\.columns.*/, "run_time_column")
    .replace(/^run_time\.form/, "run_time_form");
  if (name === "horizon_unit") return { field: name, message: "Choose minutes or hours." };
  if (name === "run_time_form") return { field: name, message: "Choose how times are written." };
  return { field: name, message };
}
