import type { Column, ForecastReading, Reading } from "../../domain/imports/reading.ts";
import type { Option } from "../ui/inputs.tsx";

const options = (labels: Record<string, string>): Option[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** The values of the form's fields, in words. Marks that a form would cut off have names. */
export const CHOICES = {
  encoding: options({
    "utf-8": "UTF-8",
    "utf-16le": "UTF-16 (little endian)",
    "utf-16be": "UTF-16 (big endian)",
    "windows-1252": "Windows 1252, Latin-1",
  }),
  delimiter: options({ ",": "Comma ,", ";": "Semicolon ;", tab: "Tab", "|": "Vertical bar |" }),
  decimal: options({ ".": "Point: 1.5", ",": "Comma: 1,5" }),
  thousands: options({
    none: "None: 10345",
    ",": "Comma: 10,345",
    ".": "Point: 10.345",
    space: "Space: 10 345",
    "'": "Apostrophe: 10'345",
  }),
  time_form: options({
    ymd: "Year, month, day",
    dmy: "Day, month, year",
    mdy: "Month, day, year",
    epoch_s: "Seconds since 1970",
    epoch_ms: "Milliseconds since 1970",
    day_count: "Days, as spreadsheets count them",
  }),
  label: options({ start: "The start of the period", end: "The end of the period" }),
  shape: options({
    power: "Mean power of each period",
    energy: "Energy of each period",
    day_counter: "Counter that starts at 0 each day",
    lifetime_counter: "Counter that never starts again",
    states: "Power that holds until the next line",
  }),
  unit: options({ W: "W", kW: "kW", MW: "MW", Wh: "Wh", kWh: "kWh", MWh: "MWh" }),
  horizon_unit: options({ minutes: "Minutes", hours: "Hours" }),
  measures: options({
    generation: "What the site produced",
    export: "What it fed into the grid, taken as produced",
  }),
} satisfies Partial<Record<string, Option[]>>;

/** Returns `Solarproduktion [W]`, or `Column 3` of a file without a header. */
export function columnName(columns: readonly Column[], index: number): string {
  const { name, unit } = columns[index] ?? { name: "", unit: null };
  if (name === "") return `Column ${index + 1}`;
  return unit && !name.toLowerCase().includes(unit.toLowerCase()) ? `${name} (${unit})` : name;
}

/** Returns a choice of columns by their names, with what their first lines hold. */
export function columnOptions(columns: readonly Column[], none?: string): Option[] {
  const found = columns.map(({ examples }, index) => ({
    value: String(index),
    label: [columnName(columns, index), examples.filter(Boolean).slice(0, 2).join(", ")]
      .filter(Boolean).join(": "),
  }));
  return none === undefined ? found : [{ value: "", label: none }, ...found];
}

const SHAPES: Record<Reading["shape"], string> = {
  power: "Mean power",
  energy: "Energy",
  day_counter: "A daily counter",
  lifetime_counter: "A lifetime counter",
  states: "Changes of power",
};

/** Says in a few sentences how a file is read. */
export function readingText(reading: Reading, columns: readonly Column[]): string {
  if (reading.forecast) return forecastText(reading, reading.forecast, columns);
  const names = (indexes: readonly number[]) =>
    indexes.map((index) => `“${columnName(columns, index)}”`).join(" and ");
  const { shape, unit, value_columns, time, end_time, zone, label, step_minutes } = reading;
  const isMoment = shape !== "power" && shape !== "energy";
  const minutes = Number(step_minutes.toFixed(2));
  const meaning = end_time
    ? `start and end of each period${reading.is_end_inclusive ? ", the last minute included" : ""}`
    : isMoment
    ? "the moments of reading"
    : `the ${label} of periods of ${minutes} min`;
  const { inverter_column, site_column } = reading;
  return [
    `${SHAPES[shape]} in ${unit} from ${names(value_columns)}.`,
    `Times from ${names(time.columns)}${end_time ? ` to ${names(end_time.columns)}` : ""} ` +
    `(${formText(time.form)}, ${zone} unless a time has its own offset) are ${meaning}.`,
    value_columns.length > 1 && "The columns are added up.",
    inverter_column !== null && `Inverters of ${names([inverter_column])} are added up.`,
    site_column !== null && `Sites by ${names([site_column])}.`,
    reading.measures === "export" && "What was fed into the grid is taken as what was produced.",
  ].filter(Boolean).join(" ");
}

function forecastText(
  reading: Reading,
  forecast: ForecastReading,
  columns: readonly Column[],
): string {
  const name = (index: number) => `“${columnName(columns, index)}”`;
  const { unit, value_columns, site_column } = reading;
  const { run_time, horizon_column, p10_column, p90_column, model_column, model_name } = forecast;
  const levels = [p10_column, p90_column].filter((column) => column !== null).map(name);
  const withLevels = levels.length > 0 ? `, with ${levels.join(" and ")}` : "";
  return [
    `Forecasts in ${unit} from ${name(value_columns[0]!)}${withLevels}.`,
    run_time
      ? `Runs were made at ${run_time.columns.map(name).join(" and ")}.`
      : `Runs were made ${name(horizon_column!)} before the start.`,
    periodsText(reading, forecast, name),
    model_column !== null && `Models by ${name(model_column)}.`,
    model_column === null && model_name !== "" && `The model is ${model_name}.`,
    site_column !== null && `Sites by ${name(site_column)}.`,
  ].filter(Boolean).join(" ");
}

function periodsText(
  { time, end_time, zone, label, step_minutes }: Reading,
  { run_time, horizon_column }: ForecastReading,
  name: (index: number) => string,
): string {
  const periods = `periods of ${Number(step_minutes.toFixed(2))} min`;
  if (horizon_column !== null && run_time?.columns.join() === time.columns.join()) {
    return `After ${name(horizon_column)}, ${periods} begin.`;
  }
  const times = [time, ...end_time ? [end_time] : []].map(({ columns }) => name(columns[0]!));
  const meaning = end_time ? "start and end of each period" : `the ${label} of ${periods}`;
  return `Times from ${times.join(" to ")} (${zone} unless they have an offset) are ${meaning}.`;
}

function formText(form: Reading["time"]["form"]): string {
  return CHOICES.time_form.find(({ value }) => value === form)!.label.toLowerCase();
}
