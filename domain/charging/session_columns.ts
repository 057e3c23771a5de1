/** How pages show a column of a session. */
interface Column {
  label: string;
  unit?: string;
}

/** The columns of a session that people and programs write, in the order in which pages show them. */
const COLUMNS: Record<string, Column> = {
  session_start_utc: { label: "Start" },
  session_end_utc: { label: "End" },
  energy_kwh: { label: "Energy", unit: "kWh" },
  charge_type: { label: "Type" },
  device_id: { label: "Vehicle" },
  site_uuid: { label: "Site" },
  location_id: { label: "Location" },
  location_name: { label: "Name of the location" },
  location_type: { label: "Type of the location" },
  address: { label: "Address" },
  latitude: { label: "Latitude", unit: "°" },
  longitude: { label: "Longitude", unit: "°" },
  network_id: { label: "Network" },
  is_free: { label: "Free" },
  cost: { label: "Paid" },
  cost_source: { label: "Source of what was paid" },
  cost_without_overrides: { label: "Cost without discounts" },
  currency: { label: "Currency" },
  charge_duration_seconds: { label: "Time of charging", unit: "s" },
  plugged_in_duration_seconds: { label: "Time plugged in", unit: "s" },
  charging_kw: { label: "Mean power", unit: "kW" },
  max_power: { label: "Highest power", unit: "kW" },
  min_power: { label: "Lowest power", unit: "kW" },
  charging_voltage: { label: "Voltage", unit: "V" },
  charging_amperage: { label: "Current", unit: "A" },
  start_soc: { label: "Charge at the start", unit: "%" },
  end_soc: { label: "Charge at the end", unit: "%" },
  miles_added: { label: "Range added", unit: "mi" },
  evse_energy_kwh: { label: "Energy at the charger", unit: "kWh" },
  evse_kw: { label: "Mean power at the charger", unit: "kW" },
  evse_max_power_kw: { label: "Highest power at the charger", unit: "kW" },
  charger_rated_kw: { label: "Rated power of the charger", unit: "kW" },
  evse_voltage: { label: "Voltage at the charger", unit: "V" },
  evse_amperage: { label: "Current at the charger", unit: "A" },
  evse_source: { label: "Source of the charger’s values" },
  stall_id: { label: "Stall" },
  plug_status: { label: "Plug" },
  charging_status: { label: "Charging" },
  station_status: { label: "Charger" },
  is_complete: { label: "Complete" },
  note: { label: "Note" },
  source_system: { label: "Source" },
};

const ORDER = Object.keys(COLUMNS);

/** Returns the columns in the order of pages; unknown ones come last. */
export function inShownOrder(columns: readonly string[]): string[] {
  const place = (name: string) => ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length;
  return columns.toSorted((a, b) => place(a) - place(b));
}

/** Returns the label of a column, or its name when it has none. */
export function sessionLabel(name: string): string {
  return COLUMNS[name]?.label ?? name;
}

/** Returns a value with its unit: `7.2 kW`, `yes`; `empty` without a value. */
export function sessionValue(name: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "empty";
  if (typeof value === "boolean") return value ? "yes" : "no";
  const unit = COLUMNS[name]?.unit;
  return unit ? `${value}\u00a0${unit}` : String(value);
}
