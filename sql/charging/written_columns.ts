import type { ScopedSql } from "../../db/scope.ts";
import type { Fragment } from "../kit/queries.ts";

/** SQL: the columns that forms and programs write. */
export const written = (sql: ScopedSql): Fragment =>
  sql`device_id, site_uuid, location_id, location_name, location_type, network_id, charge_type,
    session_start_utc, session_end_utc, charge_duration_seconds, plugged_in_duration_seconds,
    energy_kwh, charging_kw, max_power, min_power, charging_voltage, charging_amperage, start_soc,
    end_soc, cost, cost_without_overrides, currency, is_free, is_complete, miles_added, address,
    latitude, longitude, evse_voltage, evse_amperage, evse_kw, evse_energy_kwh, evse_max_power_kw,
    charger_rated_kw, evse_source, stall_id, note, cost_source`;

/** SQL: the same columns of the record `r`. */
export const writtenOf = (sql: ScopedSql): Fragment =>
  sql`r.device_id, r.site_uuid, r.location_id, r.location_name, r.location_type, r.network_id,
    r.charge_type, r.session_start_utc, r.session_end_utc, r.charge_duration_seconds,
    r.plugged_in_duration_seconds, r.energy_kwh, r.charging_kw, r.max_power, r.min_power,
    r.charging_voltage, r.charging_amperage, r.start_soc, r.end_soc, r.cost,
    r.cost_without_overrides, r.currency, r.is_free, r.is_complete, r.miles_added, r.address,
    r.latitude, r.longitude, r.evse_voltage, r.evse_amperage, r.evse_kw, r.evse_energy_kwh,
    r.evse_max_power_kw, r.charger_rated_kw, r.evse_source, r.stall_id, r.note, r.cost_source`;
