import { z } from "zod";
import { rows, time } from "../ingestion.ts";
import { number, text } from "./fields.ts";

/** What vehicles report over time: each kind has a table of its own. */
export const READING_KINDS = ["battery", "status", "trips", "positions"] as const;
export type ReadingKind = typeof READING_KINDS[number];

/** A reading as it is stored: its time, and the columns that it has. Null counts as absent. */
export type Reading = Record<string, unknown>;

/** The column that tells two readings of a vehicle apart. */
export const TIME_COLUMN = {
  battery: "recorded_at",
  status: "recorded_at",
  trips: "start_time",
  positions: "recorded_at",
} as const satisfies Record<ReadingKind, string>;

const figure = () => number("the value", -1e9, 1e9).nullable().optional();
const word = () => text("the value", 255).nullable().optional();
const named = z.record(z.string().max(100), z.union([z.string().max(255), z.number(), z.null()]), {
  error: "Send an object of texts or numbers.",
}).nullable().optional();

const figures = <K extends string>(...names: K[]) =>
  Object.fromEntries(names.map((name) => [name, figure()])) as Record<K, ReturnType<typeof figure>>;
const words = <K extends string>(...names: K[]) =>
  Object.fromEntries(names.map((name) => [name, word()])) as Record<K, ReturnType<typeof word>>;

const source = { source_system: text("the source", 100).nullable().optional() };

const battery = z.object({
  recorded_at: time(),
  ...figures(
    "hv_battery_soc",
    "hv_battery_actual_soc",
    "hv_battery_voltage",
    "hv_battery_amperage",
    "hv_battery_kw",
    "hv_battery_capacity",
    "hv_battery_range",
    "hv_battery_max_range",
    "hv_battery_temperature",
    "lv_battery_level",
    "lv_battery_voltage",
    "motor_voltage",
    "motor_amperage",
    "motor_kw",
  ),
  ...words("performance_status"),
  ...source,
});

const status = z.object({
  recorded_at: time(),
  ...figures(
    "odometer",
    "speed",
    "accelerator_position",
    "coolant_temp",
    "torque_at_transmission",
    "brake_torque",
    "yaw_rate",
    "acceleration",
    "engine_speed",
    "outside_temperature",
    "cabin_temperature",
    "remote_start_countdown",
  ),
  ...words(
    "brake_status",
    "gear_position",
    "parking_brake",
    "ignition_status",
    "remote_start_status",
    "wheel_torque_status",
    "deep_sleep_status",
    "device_connectivity",
    "evcc_status",
    "seatbelt_status",
  ),
  door_lock_status: named,
  tire_pressure: named,
  indicators: named,
  ...source,
});

const trip = z.object({
  start_time: time(),
  end_time: time().nullable().optional(),
  ...figures(
    "distance",
    "duration",
    "energy_consumed",
    "efficiency",
    "range_regenerated",
    "ambient_temp",
    "cabin_temp",
    "outside_air_temp",
    "driving_score",
    "speed_score",
    "acceleration_score",
    "deceleration_score",
    "electrical_efficiency",
    "brake_torque",
  ),
  is_complete: z.boolean().optional(),
  ...source,
});

const position = z.object({
  recorded_at: time(),
  latitude: number("the latitude", -90, 90),
  longitude: number("the longitude", -180, 180),
  ...figures("gps_accuracy", "altitude"),
  ...words("compass_direction"),
  address: text("the address", 1000).nullable().optional(),
  ...words("location_type"),
  ...source,
});

/** One reading of each kind, as programs send it: units as `READING_UNITS` says. */
export const READINGS = { battery, status, trips: trip, positions: position };

/** The units of readings that have one, in words. */
export const READING_UNITS =
  "States of charge are %, powers kW, energies kWh, distances and ranges " +
  "km, speeds km/h, temperatures °C, pressures kPa, voltages V, currents A, durations seconds.";

/** Readings in one request. */
export const MOST_READINGS = 10_000;

/** A body with readings of one kind. */
export const readingsOf = <K extends ReadingKind>(kind: K) =>
  z.object({ values: rows(READINGS[kind], "readings") });

/** What became of readings; the counts add up to those that were sent. */
export interface StoredReadings {
  inserted: number;
  /** Readings of a stored time that added values which were not known. */
  enriched: number;
  unchanged: number;
  /** Readings that were left out, since another value is stored for their time. */
  conflicting: number;
}
