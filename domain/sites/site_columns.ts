import { readDno, readGsp } from "./network.ts";
import { direction } from "./site.ts";

/** How pages show a column. */
interface Column {
  label: string;
  unit?: string;
}

/** The columns of a site in the order in which pages show them. */
const COLUMNS: Record<string, Column> = {
  client_site_name: { label: "Name" },
  client_site_id: { label: "Client’s number" },
  asset_type: { label: "Type" },
  capacity_kw: { label: "Capacity", unit: "kW" },
  capacity_from: { label: "This capacity since" },
  inverter_capacity_kw: { label: "Capacity of the inverters", unit: "kW" },
  module_capacity_kw: { label: "Capacity of the modules", unit: "kW" },
  latitude: { label: "Latitude", unit: "°" },
  longitude: { label: "Longitude", unit: "°" },
  altitude_m: { label: "Altitude", unit: "m" },
  orientation: { label: "Orientation", unit: "°" },
  tilt: { label: "Tilt", unit: "°" },
  time_zone: { label: "Time zone" },
  country: { label: "Country" },
  region: { label: "Region" },
  dno: { label: "DNO" },
  gsp: { label: "GSP" },
  note: { label: "Note" },
  measured_every_minutes: { label: "Measured every", unit: "minutes" },
  has_battery: { label: "Battery" },
  is_tracked: { label: "Modules follow the sun" },
  is_curtailed: { label: "Limited by contract" },
  active: { label: "Active" },
  client_uuid: { label: "Client" },
  ml_model_uuid: { label: "Model" },
  ml_id: { label: "Number for models" },
};

const ORDER = Object.keys(COLUMNS);

/** Returns the columns that pages show, in order; unknown ones come last. */
export function shownColumns(columns: Iterable<string>): string[] {
  const hidden = new Set(["site_uuid", "created_utc", "version"]);
  const place = (name: string) => ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length;
  return [...new Set(columns)].filter((name) => !hidden.has(name))
    .sort((a, b) => place(a) - place(b));
}

/** Returns the label of a column, or its name when it has none. */
export function columnLabel(name: string): string {
  return COLUMNS[name]?.label ?? name;
}

/** Returns a value with its unit: `49.14 kW`, `194° (south)`; `empty` without a value. */
export function columnText(name: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "empty";
  if (name === "asset_type") return value === "pv" ? "PV" : "Wind";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (name === "dno") return readDno(String(value))?.long_name ?? String(value);
  if (name === "gsp") return readGsp(String(value))?.name ?? String(value);
  const unit = COLUMNS[name]?.unit;
  const text = unit === undefined ? String(value) : `${value}${unit === "°" ? "" : " "}${unit}`;
  return name === "orientation" && typeof value === "number" && Number.isFinite(value)
    ? `${text} (${direction(value)})`
    : text;
}
