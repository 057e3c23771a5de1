/** Where the shown cost of a session comes from; null: it is not known. */
export type CostSource =
  | "free_session"
  | "manual"
  | "imported"
  | "calculated"
  | "free_network"
  | "location_rate"
  | "network_rate"
  | "member_rate";

/** What is known of the cost of a session. Amounts are in its currency, rates per kWh. */
export interface SessionCost {
  /** The shown cost: what was paid, else what the rates of its local day give. */
  cost: number | null;
  source: CostSource | null;
  /** The rate that gave the shown cost. */
  rate: number | null;
  /** The fee of the session in the shown cost; null where no rate gave it. */
  fee: number | null;
  /** What the rates give, whatever was paid. */
  estimated_cost: number | null;
  /** Stored cost divided by the energy. */
  paid_per_kwh: number | null;
  /** Stored cost minus the estimate. */
  difference: number | null;
  /** Whether the rate of a subscription was used, what it would have cost without, and what is saved. */
  is_member_rate: boolean;
  non_member_cost: number | null;
  member_saving: number | null;
}

/** How much of a session's energy the site's own generation covered. */
export interface SessionSun {
  /** kWh, at most: what the house itself used counts only where loggers measured it. */
  sun_kwh: number | null;
  /** Share of the session's time that is measured, 0 to 1. Below 0.5 the sun is not measured. */
  sun_known: number | null;
}

/** A charging session as lists show it. Times are RFC 3339, powers kW, energies kWh, states of charge %. */
export interface SessionRow extends SessionSun {
  session_id: string;
  device_id: string;
  vehicle_name: string | null;
  site_uuid: string | null;
  site_name: string | null;
  location_id: number | null;
  location_name: string | null;
  location_type: string | null;
  network_id: number | null;
  network_name: string | null;
  network_color: string | null;
  charge_type: string | null;
  session_start_utc: string | null;
  session_end_utc: string | null;
  charge_duration_seconds: number | null;
  energy_kwh: number | null;
  /** What the charger gave, of which the vehicle took `energy_kwh`. */
  evse_energy_kwh: number | null;
  currency: string | null;
  is_free: boolean | null;
  shown_cost: number | null;
  shown_cost_source: CostSource | null;
  source_system: string | null;
  version: number;
}

/** A session of a page, with its internal number, which is shorter than the session_id. */
export type NumberedSession = SessionRow & { id: number };

/** All facts of a session. */
export interface ChargingSession extends SessionRow {
  /** Name of the location in the list of locations; `location_name` is as it was sent. */
  place_name: string | null;
  /** The site whose clock the session goes by: its own, or the one that its location is. */
  zone_site_uuid: string | null;
  plugged_in_duration_seconds: number | null;
  plug_status: string | null;
  charging_status: string | null;
  station_status: string | null;
  charging_voltage: number | null;
  charging_amperage: number | null;
  charging_kw: number | null;
  max_power: number | null;
  min_power: number | null;
  estimated_end_utc: string | null;
  recorded_at: string | null;
  start_soc: number | null;
  end_soc: number | null;
  cost: number | null;
  cost_without_overrides: number | null;
  cost_source: "manual" | "imported" | "calculated" | null;
  is_complete: boolean;
  miles_added: number | null;
  address: string | null;
  latitude: number | null;
  longitude: number | null;
  evse_voltage: number | null;
  evse_amperage: number | null;
  evse_kw: number | null;
  evse_max_power_kw: number | null;
  charger_rated_kw: number | null;
  evse_source: string | null;
  stall_id: number | null;
  stall_label: string | null;
  note: string | null;
  ingested_at: string;
  original_timestamp: string | null;
  costs: SessionCost;
}
