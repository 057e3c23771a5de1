import { KM_A_MILE } from "../units.ts";

/** How the text of a cell becomes a value. */
export type FieldKind = "text" | "number" | "moment" | "flag" | "uuid" | "duration";

/** A field of a session that a column of a file can hold. */
export interface ImportField {
  field: string;
  label: string;
  kind: FieldKind;
  /** Units that a number can have, each with what it is multiplied by to be stored. */
  units?: Record<string, number>;
}

/** Units of a time of charging, in seconds. `clock` is written like 1:05:00 or 1h5m. */
const TIMES = { s: 1, min: 60, h: 3600, ns: 1e-9, clock: 1 };
const ENERGY = { kWh: 1, Wh: 1e-3 };
const POWER = { kW: 1, W: 1e-3 };
const RANGE = { mi: 1, km: 1 / KM_A_MILE };

const field = (
  name: string,
  label: string,
  kind: FieldKind,
  units?: Record<string, number>,
): ImportField => ({ field: name, label, kind, ...units && { units } });

/** All fields that a column can hold, in the order in which they are offered. */
export const IMPORT_FIELDS: readonly ImportField[] = [
  field("session_start_utc", "Start", "moment"),
  field("session_end_utc", "End", "moment"),
  field("energy_kwh", "Energy", "number", ENERGY),
  field("charge_duration_seconds", "Time of charging", "duration", TIMES),
  field("plugged_in_duration_seconds", "Time plugged in", "duration", TIMES),
  field("location_name", "Place", "text"),
  field("location_type", "Type of the place", "text"),
  field("network_name", "Network", "text"),
  field("charge_type", "AC or DC", "text"),
  field("cost", "Cost", "number"),
  field("cost_without_overrides", "Cost without discounts", "number"),
  field("currency", "Currency", "text"),
  field("is_free", "Was free", "flag"),
  field("device_id", "Vehicle", "text"),
  field("start_soc", "Charge at the start, in %", "number"),
  field("end_soc", "Charge at the end, in %", "number"),
  field("miles_added", "Range added", "number", RANGE),
  field("charging_kw", "Mean power", "number", POWER),
  field("max_power", "Highest power", "number", POWER),
  field("min_power", "Lowest power", "number", POWER),
  field("charging_voltage", "Voltage", "number"),
  field("charging_amperage", "Current, in A", "number"),
  field("address", "Address", "text"),
  field("latitude", "Latitude", "number"),
  field("longitude", "Longitude", "number"),
  field("evse_energy_kwh", "Energy at the charger", "number", ENERGY),
  field("evse_kw", "Power at the charger", "number", POWER),
  field("evse_max_power_kw", "Highest power at the charger", "number", POWER),
  field("evse_voltage", "Voltage at the charger", "number"),
  field("evse_amperage", "Current at the charger, in A", "number"),
  field("charger_rated_kw", "Rated power of the charger", "number", POWER),
  field("evse_source", "Source of the charger's values", "text"),
  field("is_complete", "Is complete", "flag"),
  field("plug_status", "State of the plug", "text"),
  field("charging_status", "State of charging", "text"),
  field("station_status", "State of the station", "text"),
  field("estimated_end_utc", "Estimated end", "moment"),
  field("recorded_at", "Recorded at", "moment"),
  field("original_timestamp", "Time in the source", "moment"),
  field("note", "Note", "text"),
  field("session_id", "Number of the session (UUID)", "uuid"),
];

export const FIELD_BY_NAME: ReadonlyMap<string, ImportField> = new Map(
  IMPORT_FIELDS.map((one) => [one.field, one]),
);

/** What a column holds: a field, in a unit where the field has several. */
export interface ColumnTarget {
  field: ImportField;
  /** Undefined: to be chosen. */
  unit?: string;
}

/** Returns the text by which forms and tables name a target: `energy_kwh:Wh`. */
export const targetKey = ({ field, unit }: ColumnTarget): string =>
  field.units ? `${field.field}:${unit ?? "?"}` : field.field;

/** Returns the target that a text names; undefined for other text. */
export function parseTarget(key: string): ColumnTarget | undefined {
  const [name, unit, ...rest] = key.split(":");
  const known = FIELD_BY_NAME.get(name!);
  if (!known || rest.length > 0) return undefined;
  if (!known.units) return unit === undefined ? { field: known } : undefined;
  if (unit === "?") return { field: known };
  return unit !== undefined && Object.hasOwn(known.units, unit)
    ? { field: known, unit }
    : undefined;
}
