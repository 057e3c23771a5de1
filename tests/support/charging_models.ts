/** The columns of a session in LightningROD's first model (2026-02, MIT), without its id. */
export const COLUMNS_33 = `session_id device_id charge_type location_name location_type is_free
  plug_status charging_status station_status charging_voltage charging_amperage charging_kw
  session_start_utc session_end_utc estimated_end_utc recorded_at charge_duration_seconds
  plugged_in_duration_seconds start_soc end_soc energy_kwh cost cost_without_overrides cost_source
  is_complete location_id max_power min_power miles_added source_system ingested_at
  original_timestamp`.split(/\s+/);

/** Those of its model of version 0.3. */
export const COLUMNS_46 = [
  ...COLUMNS_33,
  ...`network_id address latitude longitude estimated_cost evse_voltage evse_amperage evse_kw
    evse_energy_kwh evse_max_power_kw charger_rated_kw evse_source stall_id`.split(/\s+/),
];

/** Values as its import of a file gives them; those columns that are absent are sent as NULL. */
const GIVEN: Record<string, unknown> = {
  device_id: "truck",
  charge_type: "AC",
  location_name: "Home",
  location_type: "home",
  is_free: false,
  session_start_utc: "2025-01-06T01:10:00Z",
  session_end_utc: "2025-01-06T03:04:48Z",
  charge_duration_seconds: "6888.0",
  energy_kwh: "15.80",
  cost: "1.90",
  cost_source: "imported",
  is_complete: true,
  location_id: 1,
  miles_added: "10",
  source_system: "csv_import",
  latitude: "39.2904",
  estimated_cost: "3.14",
};

/**
 * Returns the statements that SQLAlchemy 2.0 sends when a session of these columns is added and read
 * again: every column but the id, which comes back, and `ingested_at`, which has a default.
 */
export function asTheModelsSend(columns: string[]) {
  const sent = columns.filter((column) => column !== "ingested_at");
  const given: Record<string, unknown> = { ...GIVEN, session_id: crypto.randomUUID() };
  const places = sent.map((_, at) => `$${at + 1}`).join(", ");
  const named = ["id", ...columns].map((column) => `ev_charging_session.${column}`).join(", ");
  return {
    insert: `INSERT INTO ev_charging_session (${sent.join(", ")}) VALUES (${places})
      RETURNING ev_charging_session.id, ev_charging_session.ingested_at`,
    values: sent.map((column) => given[column] ?? null),
    select: `SELECT ${named} FROM ev_charging_session WHERE ev_charging_session.id = $1`,
  };
}
