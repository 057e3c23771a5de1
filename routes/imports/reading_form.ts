import type { z } from "zod";
import type { FieldError } from "../../domain/errors.ts";
import { type FileKind, type Reading, reading } from "../../domain/imports/reading.ts";
import { isZone } from "../../domain/sites/site.ts";
import { parse, type Parsed } from "../../domain/validation.ts";
import { type Posted, textsOf } from "../../views/ui/form_state.ts";
import { forecastErrors, forecastInput, forecastValues, inRuns, NO_ZONE } from "./forecast_form.ts";
import { numberIn, postedFields, textOfColumn } from "./reading_inputs.ts";

/** Marks that forms would trim away, by the names that the form has for them. */
const MARKS: Record<string, string> = { tab: "\t", space: " ", none: "" };

/** Returns the fields of the form that shows a reading. */
export function readingValues(reading: Reading): Posted {
  const { time, end_time, value_columns, inverter_column, site_column, forecast, ...others } =
    reading;
  return {
    ...others,
    delimiter: nameOf(others.delimiter),
    thousands: nameOf(others.thousands),
    is_end_inclusive: others.is_end_inclusive ? "on" : "",
    time_form: time.form,
    time_column: String(time.columns[0]),
    time_of_day_column: textOfColumn(time.columns[1]),
    end_column: textOfColumn(end_time?.columns[0]),
    end_of_day_column: textOfColumn(end_time?.columns[1]),
    value_columns: forecast ? String(value_columns[0]) : value_columns.map(String),
    inverter_column: textOfColumn(inverter_column),
    site_column: textOfColumn(site_column),
    ...forecast ? forecastValues(forecast) : {},
  };
}

const nameOf = (mark: string) => Object.keys(MARKS).find((name) => MARKS[name] === mark) ?? mark;

/**
 * Checks a posted form by the schema of the API. Returns the reading, or the errors by the names of
 * the form's fields.
 */
export function parseReading(
  posted: Posted,
  kind: FileKind = "generation",
): Parsed<Reading> {
  const { data, fields } = parse(reading, inputOf(posted, kind));
  if (fields) return { fields: inForm(fields) };
  const errors = [
    ...isZone(data.zone) ? [] : [{ field: "zone", message: NO_ZONE }],
    ...data.forecast ? forecastErrors(data.forecast) : [],
  ];
  return errors.length > 0 ? { fields: errors } : { data };
}

function inputOf(
  posted: Posted,
  kind: FileKind,
): Partial<Record<keyof z.input<typeof reading>, unknown>> {
  const { text, number, column, moment } = postedFields(posted);
  const mark = (name: string) => MARKS[text(name)] ?? text(name);
  const endTime = moment("time_form", "end_column", "end_of_day_column");
  return {
    encoding: text("encoding"),
    delimiter: mark("delimiter"),
    decimal: text("decimal"),
    thousands: mark("thousands"),
    header_lines: number("header_lines"),
    time: moment("time_form", "time_column", "time_of_day_column"),
    end_time: text("end_column") === "" ? null : endTime,
    is_end_inclusive: ["on", "true"].includes(text("is_end_inclusive")),
    zone: text("zone"),
    label: text("label"),
    step_minutes: number("step_minutes"),
    shape: text("shape"),
    unit: text("unit"),
    measures: text("measures"),
    value_columns: textsOf({ values: posted, errors: [] }, "value_columns").map(numberIn),
    inverter_column: column("inverter_column"),
    site_column: column("site_column"),
    ...kind === "forecasts" ? ofForecasts(posted) : {},
  };
}

/** The kind of numbers follows from their unit. */
function ofForecasts(posted: Posted) {
  const { text } = postedFields(posted);
  return {
    shape: text("unit").endsWith("Wh") ? "energy" : "power",
    measures: "generation",
    inverter_column: null,
    forecast: forecastInput(posted),
  };
}

const PLACES: [prefix: string, field: string, message?: string][] = [
  ["time.columns.1", "time_of_day_column"],
  ["time.columns", "time_column", "Choose the column of the time."],
  ["time.form", "time_form", "Choose how times are written."],
  ["end_time.columns.1", "end_of_day_column"],
  ["end_time.columns", "end_column"],
  ["end_time.form", "time_form", "Choose how times are written."],
  ["value_columns", "value_columns", "Tick at least one column."],
  ["step_minutes", "step_minutes", "A number of minutes above 0, at most 1440."],
  ["header_lines", "header_lines", "A whole number from 0 to 100."],
  ["label", "label", "Choose whether times are the start or the end of their periods."],
  ["unit", "unit", "Choose the unit."],
  ["shape", "shape", "Choose what kind of numbers they are."],
  ["measures", "measures", "Choose what the numbers measure."],
  ["zone", "zone", "Not a time zone, such as Europe/London or UTC."],
];

/** Returns errors by the fields of the form, the first of each. */
function inForm(errors: FieldError[]): FieldError[] {
  const found = errors.map((error) => {
    if (error.field.startsWith("forecast.")) return inRuns(error);
    const place = PLACES.find(([prefix]) =>
      error.field === prefix || error.field.startsWith(`${prefix}.`)
    );
    return place ? { field: place[1], message: place[2] ?? error.message } : error;
  });
  return found.filter(({ field }, at) => found.findIndex((one) => one.field === field) === at);
}
