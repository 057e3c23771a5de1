import { AppError } from "../domain/errors.ts";

const NUMBERS = "A number is too large, or is none.";
const AT_LEAST_0 = "Amounts must be 0 or more.";
const PLACE = "Enter a latitude from -90 to 90 and a longitude from -180 to 180 degrees.";
const NO_NETWORK = "There is no such network here.";
const NO_LOCATION = "There is no such location here.";
const NO_SITE = "There is no such site here.";
const TIMES = "Enter times of 1900 to 2099.";
const DAYS = "Enter days of 1900 to 2099.";
const LAST_DAY = "The last day must not be before the first.";
const NO_OVERLAP = "Another one of the same network or location covers some of these days.";

/** The field and the sentence behind each constraint of the charging tables that a person can break. */
const BY_CONSTRAINT: Record<string, [field: string, message: string]> = {
  ev_charging_session_session_end_utc_check: [
    "session_end_utc",
    "The end must not be before the start.",
  ],
  ev_charging_session_times_check: ["session_start_utc", TIMES],
  ev_charging_session_soc_check: ["start_soc", "States of charge are from 0 to 100 %."],
  ev_charging_session_at_least_0_check: ["energy_kwh", AT_LEAST_0],
  ev_charging_session_divisible_check: ["energy_kwh", "Enter 0 or at least 0.000000001."],
  ev_charging_session_place_check: ["latitude", PLACE],
  ev_charging_session_finite_check: ["energy_kwh", NUMBERS],
  fk_ev_charging_session_network_id: ["network_id", NO_NETWORK],
  ev_charging_session_location_id_fkey: ["location_id", NO_LOCATION],
  fk_ev_charging_session_stall_id: ["stall_id", "There is no such stall here."],
  ev_charging_session_site_uuid_fkey: ["site_uuid", NO_SITE],
  uq_ev_charging_session_session_id: ["session_id", "There is a session with this UUID already."],
  uq_ev_charging_networks_network_name: [
    "network_name",
    "There is a network of this name already.",
  ],
  ev_charging_networks_cost_per_kwh_check: ["cost_per_kwh", AT_LEAST_0],
  ev_location_lookup_cost_per_kwh_check: ["cost_per_kwh", AT_LEAST_0],
  ev_location_lookup_place_check: ["latitude", PLACE],
  ev_location_lookup_network_id_fkey: ["network_id", NO_NETWORK],
  ev_location_lookup_site_uuid_fkey: ["site_uuid", NO_SITE],
  ev_charger_stalls_location_id_fkey: ["location_id", NO_LOCATION],
  ev_charger_stalls_finite_check: ["rated_kw", NUMBERS],
  ev_network_subscriptions_network_id_fkey: ["network_id", NO_NETWORK],
  ev_network_subscriptions_end_date_check: ["end_date", LAST_DAY],
  ev_network_subscriptions_times_check: ["start_date", DAYS],
  ev_network_subscriptions_rates_check: ["member_rate", AT_LEAST_0],
  ev_network_subscriptions_overlap_excl: ["start_date", NO_OVERLAP],
  ev_rates_network_id_fkey: ["network_id", NO_NETWORK],
  ev_rates_location_id_fkey: ["location_id", NO_LOCATION],
  ev_rates_of_one_check: ["network_id", "A rate is of a network or of a location."],
  ev_rates_valid_to_check: ["valid_to", LAST_DAY],
  ev_rates_times_check: ["valid_from", DAYS],
  ev_rates_rates_check: ["cost_per_kwh", AT_LEAST_0],
  ev_rates_network_overlap_excl: ["valid_from", NO_OVERLAP],
  ev_rates_location_overlap_excl: ["valid_from", NO_OVERLAP],
  ev_vehicles_vin_key: ["vin", "There is a vehicle with this number already."],
  ev_vehicles_device_id_key: ["device_id", "There is a vehicle with this device already."],
  ev_vehicles_battery_capacity_kwh_check: ["battery_capacity_kwh", AT_LEAST_0],
  ev_battery_status_times_check: ["recorded_at", TIMES],
  ev_battery_status_finite_check: ["recorded_at", NUMBERS],
  ev_vehicle_status_times_check: ["recorded_at", TIMES],
  ev_vehicle_status_finite_check: ["recorded_at", NUMBERS],
  ev_trip_metrics_times_check: ["start_time", TIMES],
  ev_trip_metrics_finite_check: ["recorded_at", NUMBERS],
  ev_trip_metrics_start_location_id_fkey: ["start_location_id", NO_LOCATION],
  ev_trip_metrics_end_location_id_fkey: ["end_location_id", NO_LOCATION],
  ev_location_times_check: ["recorded_at", TIMES],
  ev_location_finite_check: ["latitude", NUMBERS],
  ev_location_place_check: ["latitude", PLACE],
};

/** Returns the error at a field behind a broken constraint of the charging tables; undefined for others. */
export function chargingError(constraint: string | undefined): AppError | undefined {
  const known = BY_CONSTRAINT[constraint ?? ""];
  if (!known) return undefined;
  const [field, message] = known;
  return new AppError("invalid", message, { fields: [{ field, message }] });
}
