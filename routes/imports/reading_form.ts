import type { z } from "zod";
import type { FieldError } from "../../domain/errors.ts";
import { type Moment, type Reading, reading } from "../../domain/imports/reading.ts";
import { isZone } from "../../domain/sites/site.ts";
import { parse, type Parsed } from "../../domain/validation.ts";
import { type Posted, textOf, textsOf } from "../../views/ui/form_state.ts";

/** Marks that forms would trim away, by the names that the form has for them. */
const MARKS: Record<string, string> = { tab: "\t", space: " ", none: "" };

/** Returns the fields of the form that shows a reading. */
export function readingValues(reading: Reading): Posted {
  const { time, end_time, value_columns, inverter_column, site_column, ...others } = reading;
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
    value_columns: value_columns.map(String),
    inverter_column: textOfColumn(inverter_column),
    site_column: textOfColumn(site_column),
  };
}

const nameOf = (mark: string) => Object.keys(MARKS).find((name) => MARKS[name] === mark) ?? mark;

const textOfColumn = (column: number | null | undefined) => column == null ? "" : String(column);

/**
 * Checks a posted form by the schema of the API. Returns the reading, or the errors by the names of
 * the form's fields.
 */
export function parseReading(posted: Posted): Parsed<Reading> {
  const { data, fields } = parse(reading, inputOf(posted));
  if (fields) return { fields: inForm(fields) };
  if (isZone(data.zone)) return { data };
  return { fields: [{ field: "zone", message: "Not a time zone, such as Europe/London or UTC." }] };
}

function inputOf(posted: Posted): Record<keyof z.input<typeof reading>, unknown> {
  const state = { values: posted, errors: [] };
  const text = (name: string) => textOf(state, name).trim();
  const mark = (name: string) => MARKS[text(name)] ?? text(name);
  const number = (name: string) => numberIn(text(name));
  const column = (name: string) => text(name) === "" ? null : number(name);
  const form = text("time_form") as Moment["form"];
  const moment = (...names: string[]) => {
    const columns = names.filter((name) => text(name) !== "").map(number);
    return { columns, form };
  };
  const endTime = moment("end_column", "end_of_day_column");
  return {
    encoding: text("encoding"),
    delimiter: mark("delimiter"),
    decimal: text("decimal"),
    thousands: mark("thousands"),
    header_lines: number("header_lines"),
    time: moment("time_column", "time_of_day_column"),
    end_time: text("end_column") === "" ? null : endTime,
    is_end_inclusive: ["on", "true"].includes(text("is_end_inclusive")),
    zone: text("zone"),
    label: text("label"),
    step_minutes: number("step_minutes"),
    shape: text("shape"),
    unit: text("unit"),
    measures: text("measures"),
    value_columns: textsOf(state, "value_columns").map(numberIn),
    inverter_column: column("inverter_column"),
    site_column: column("site_column"),
  };
}

/** Returns a number, with a decimal point or comma; another text as it is, for the schema to refuse. */
function numberIn(text: string): unknown {
  return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : text;
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
    const place = PLACES.find(([prefix]) =>
      error.field === prefix || error.field.startsWith(`${prefix}.`)
    );
    return place ? { field: place[1], message: place[2] ?? error.message } : error;
  });
  return found.filter(({ field }, at) => found.findIndex((one) => one.field === field) === at);
}
