import { count } from "../../../domain/plural.ts";
import type { Reading } from "../../../domain/charging/readings.ts";

/** A fact of a reading, as a page shows it. */
export interface ReadingFact {
  label: string;
  value: string;
}

/** What facts are called, and their units. Others of a reading are not shown. */
const BATTERY: Record<string, readonly [label: string, unit: string]> = {
  hv_battery_soc: ["State of charge", "%"],
  hv_battery_actual_soc: ["Of the whole battery", "%"],
  hv_battery_range: ["Range", "km"],
  hv_battery_max_range: ["Range when full", "km"],
  hv_battery_capacity: ["Battery’s capacity", "kWh"],
  hv_battery_voltage: ["Battery’s voltage", "V"],
  hv_battery_amperage: ["Battery’s current", "A"],
  hv_battery_kw: ["Battery’s power", "kW"],
  hv_battery_temperature: ["Battery’s temperature", "°C"],
  lv_battery_level: ["12 V battery", "%"],
  lv_battery_voltage: ["12 V battery’s voltage", "V"],
};

const STATUS: Record<string, readonly [label: string, unit: string]> = {
  odometer: ["Odometer", "km"],
  speed: ["Speed", "km/h"],
  outside_temperature: ["Outside", "°C"],
  cabin_temperature: ["Inside", "°C"],
  coolant_temp: ["Coolant", "°C"],
  gear_position: ["Gear", ""],
  parking_brake: ["Parking brake", ""],
  ignition_status: ["Ignition", ""],
  seatbelt_status: ["Seat belt", ""],
  device_connectivity: ["Connection", ""],
  deep_sleep_status: ["Sleep", ""],
};

const WHEELS = [
  ["front_left", "front left"],
  ["front_right", "front right"],
  ["rear_left", "rear left"],
  ["rear_right", "rear right"],
] as const;

/** Returns the facts of a reading of a battery. */
export const batteryFacts = (reading: Reading): ReadingFact[] => facts(reading, BATTERY);

/** Returns the facts of a reading of a vehicle, with the pressures of its tyres. */
export function statusFacts(reading: Reading): ReadingFact[] {
  const tyres = reading.tire_pressure as Record<string, unknown> | null ?? {};
  const pressures = WHEELS.flatMap(([name, wheel]) => {
    const kpa = tyres[name];
    return typeof kpa === "number"
      ? [{ label: `Tyre ${wheel}`, value: `${Math.round(kpa)} kPa` }]
      : [];
  });
  return [...facts(reading, STATUS), ...pressures];
}

/** Distances and speeds in whole units, others with at most one decimal place. */
const figureText = (value: number, unit: string) =>
  unit.startsWith("km") ? count(Math.round(value)) : String(Number(value.toFixed(1)));

function facts(reading: Reading, names: typeof BATTERY): ReadingFact[] {
  return Object.entries(names).flatMap(([name, [label, unit]]) => {
    const value = reading[name];
    if (typeof value === "number") {
      return [{ label, value: `${figureText(value, unit)} ${unit}`.trim() }];
    }
    return typeof value === "string" ? [{ label, value }] : [];
  });
}
