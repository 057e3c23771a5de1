import { stringify } from "csv-stringify/sync";
import { disarm } from "../formula_cells.ts";

/** The columns whose cells are words of people and programs: spreadsheets must not run them. */
const WORDS = new Set([
  "device_id",
  "location_name",
  "charging_network",
  "location_type",
  "charge_type",
  "location_address",
  "evse_source",
  "plug_status",
  "charging_status",
  "station_status",
  "currency",
  "note",
  "cost_source",
  "source_system",
  "site_name",
  "vehicle_name",
]);

/**
 * The columns of a file of sessions: those of LightningROD's sample in their order, what else an
 * import reads, and what it leaves out, since it is counted or named elsewhere.
 */
export const CSV_COLUMNS = [
  "session_id",
  "device_id",
  "location_id",
  "location_name",
  "session_start_utc",
  "session_end_utc",
  "charge_duration_seconds",
  "energy_kwh",
  "charging_kw",
  "max_power",
  "min_power",
  "start_soc",
  "end_soc",
  "cost",
  "cost_without_overrides",
  "miles_added",
  "charging_voltage",
  "charging_amperage",
  "is_complete",
  "recorded_at",
  "latitude",
  "longitude",
  "charging_network",
  "location_type",
  "is_free",
  "charge_type",
  "location_address",
  "evse_voltage",
  "evse_amperage",
  "evse_kw",
  "evse_energy_kwh",
  "evse_max_power_kw",
  "evse_source",
  "charger_rated_kw",
  "plugged_in_duration_seconds",
  "plug_status",
  "charging_status",
  "station_status",
  "estimated_end_utc",
  "original_timestamp",
  "currency",
  "note",
  "cost_source",
  "source_system",
  "site_name",
  "vehicle_name",
  "shown_cost",
  "shown_cost_source",
  "sun_energy",
  "sun_known",
] as const;
export type CsvColumn = typeof CSV_COLUMNS[number];

/** A session as a file has it: numbers as text, exactly as they are stored; null: not known. */
export type CsvRow = Record<CsvColumn, string | boolean | null>;

/** Returns the header of a file of sessions. */
export const csvHead = (): string => stringify([[...CSV_COLUMNS]]);

/** Returns the lines of sessions; words that a spreadsheet would take for a formula are disarmed. */
export function csvLines(rows: readonly CsvRow[]): string {
  return stringify(rows.map((row) => CSV_COLUMNS.map((column) => cell(row[column], column))));
}

function cell(value: string | boolean | null, column: CsvColumn): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "True" : "False";
  return WORDS.has(column) ? disarm(value) : value;
}
