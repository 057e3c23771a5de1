import { evccTargets } from "./evcc.ts";

/** Columns by which files of known programs are told apart; the first that fits counts. */
const BY_COLUMNS: readonly (readonly [name: string, columns: readonly string[]])[] = [
  ["LightningROD (its older sample)", ["energy_consumed_kwh", "cost_total", "start_time"]],
  ["LightningROD 0.5", ["session_start_utc", "energy_kwh", "distance_added"]],
  ["Sitecast", ["session_id", "session_start_utc", "energy_kwh", "shown_cost_source"]],
  ["LightningROD", ["session_start_utc", "energy_kwh", "charging_network"]],
];

/** Returns the program that wrote a file with such a header; null where it is not known. */
export function knownFormat(header: readonly string[]): string | null {
  if (evccTargets(header)) return "evcc";
  const names = new Set(header.map((name) => name.trim().toLowerCase()));
  return BY_COLUMNS.find(([, columns]) => columns.every((name) => names.has(name)))?.[0] ?? null;
}

/** Columns of the template to fill in, as LightningROD has them. */
export const TEMPLATE = [
  "session_id",
  "device_id",
  "session_start_utc",
  "session_end_utc",
  "energy_kwh",
  "charge_duration_seconds",
  "location_name",
  "location_type",
  "charging_network",
  "charge_type",
  "cost",
  "cost_without_overrides",
  "currency",
  "is_free",
  "start_soc",
  "end_soc",
  "miles_added",
  "charging_kw",
  "max_power",
  "min_power",
  "charging_voltage",
  "charging_amperage",
  "address",
  "latitude",
  "longitude",
  "evse_energy_kwh",
  "evse_kw",
  "evse_max_power_kw",
  "evse_voltage",
  "evse_amperage",
  "evse_source",
  "is_complete",
  "recorded_at",
  "note",
] as const;
