import { z } from "zod";
import { number, text } from "./fields.ts";

/** A vehicle of a group. Sessions and readings name it by `device_id`. */
export interface Vehicle {
  id: number;
  device_id: string;
  display_name: string;
  make: string | null;
  model: string | null;
  year: number | null;
  trim: string | null;
  battery_capacity_kwh: number | null;
  vin: string | null;
  source_system: string | null;
  created_at: string;
}

/** A vehicle with what it is known by at a glance. */
export interface ListedVehicle extends Vehicle {
  sessions: number;
  /** State of charge in %, range in km, and when they were measured; null: nothing was. */
  soc: number | null;
  range_km: number | null;
  recorded_at: string | null;
}

const YEARS = "Enter the year as a whole number from 1990 to 2100.";

const fields = {
  device_id: text("the device id", 255).min(1, { error: "Enter the device id." }),
  display_name: text("the name", 255).min(1, { error: "Enter a name." }),
  make: text("the make", 100).nullable(),
  model: text("the model", 100).nullable(),
  year: z.int({ error: YEARS }).min(1990, { error: YEARS }).max(2100, { error: YEARS }).nullable(),
  trim: text("the trim", 100).nullable(),
  battery_capacity_kwh: number("the battery's capacity in kWh", 0, 10_000).nullable(),
  vin: text("the VIN", 17).nullable(),
};

/** A new vehicle of a form or a program. */
export const newVehicle = z.object({
  device_id: fields.device_id,
  display_name: fields.display_name,
  ...z.object({
    make: fields.make.default(null),
    model: fields.model.default(null),
    year: fields.year.default(null),
    trim: fields.trim.default(null),
    battery_capacity_kwh: fields.battery_capacity_kwh.default(null),
    vin: fields.vin.default(null),
  }).shape,
});
export type NewVehicle = z.output<typeof newVehicle>;

/** An edit of a vehicle: exactly the given fields are written. */
export const vehicleEdit = z.object(fields).partial();
export type VehicleEdit = z.output<typeof vehicleEdit>;
