import { z } from "zod";
import { isZone } from "../sites/site.ts";
import { number } from "./fields.ts";
import { PLACE_METRES } from "./places.ts";
import { KM_A_MILE } from "./units.ts";

export const EFFICIENCY_UNITS = ["mi/kWh", "km/kWh", "kWh/100 km"] as const;
export type EfficiencyUnit = typeof EFFICIENCY_UNITS[number];
/** What the petrol price and consumption are given in: a US gallon and mpg, or litres. */
export const PETROL_UNITS = ["gallon", "litre"] as const;
export type PetrolUnit = typeof PETROL_UNITS[number];

/** What a group has chosen for its charging pages. Amounts are in `currency`. */
export interface ChargingSettings {
  /** Price of a US gallon or of a litre of petrol. */
  petrol_price: number;
  /** Miles a US gallon, or litres for 100 km. */
  petrol_consumption: number;
  petrol_unit: PetrolUnit;
  efficiency_unit: EfficiencyUnit;
  /** The currency of sessions and rates that name none; null: none is named. */
  currency: string | null;
  /** The IANA zone of days where no site says one; null: that of the group's first site. */
  time_zone: string | null;
  /** Metres within which two points are one place. */
  place_metres: number;
  /** Whether positions of vehicles are stored. */
  store_positions: boolean;
}

export const DEFAULT_SETTINGS: ChargingSettings = {
  petrol_price: 3.5,
  petrol_consumption: 28,
  petrol_unit: "gallon",
  efficiency_unit: "mi/kWh",
  currency: null,
  time_zone: null,
  place_metres: PLACE_METRES,
  store_positions: false,
};

const ZONE_NAME = /^(utc|gmt|etc\/gmt[+-](1[0-2]|[1-9])|[a-z_]+(\/[a-z_-]+)+)$/i;

/**
 * Returns true for a name like Europe/London. Offsets, abbreviations and POSIX rules are none, as
 * programs and PostgreSQL read them differently; `app.charging_zone` has the same rule.
 */
export const isZoneName = (name: string) => ZONE_NAME.test(name) && isZone(name);

/** The settings as a form or a program sends them: what is absent stays. */
export const settingsInput = z.object({
  petrol_price: number("the price", 0, 100_000),
  petrol_consumption: number("the consumption", 0.1, 1000),
  petrol_unit: z.enum(PETROL_UNITS, { error: "Choose gallons or litres." }),
  efficiency_unit: z.enum(EFFICIENCY_UNITS, { error: "Choose a unit of the efficiency." }),
  currency: z.string().trim().toUpperCase()
    .regex(/^[A-Z]{3}$/, { error: "Write the currency like EUR." }).nullable(),
  time_zone: z.string({ error: "Enter the time zone as text." }).trim().refine(isZoneName, {
    error: "There is no such time zone. Write it like Europe/London.",
  }).nullable(),
  place_metres: number("the distance in metres", 1, 10_000),
  store_positions: z.boolean({ error: "Say with true or false whether positions are kept." }),
}).partial();
export type SettingsInput = z.output<typeof settingsInput>;

/** Rows of `app_settings`: texts by key. */
export type StoredSettings = Readonly<Record<string, string | null>>;

const LITRES_A_GALLON = 3.785411784;
/** Litres for 100 km = this ÷ miles a US gallon. */
const LITRES_TIMES_MPG = LITRES_A_GALLON * 100 / KM_A_MILE;

const UNIT_TEXTS: Record<EfficiencyUnit, string> = {
  "mi/kWh": "us",
  "km/kWh": "eu",
  "kWh/100 km": "kwh_100km",
};

/**
 * Returns the settings of the rows of a group. Prices and consumption are stored for gallons, under
 * the keys of LightningROD, which reads them there. A text that is no valid value counts as absent.
 */
export function settingsOf(rows: StoredSettings): ChargingSettings {
  const gallon = Number(rows.gas_price_per_gallon ?? DEFAULT_SETTINGS.petrol_price);
  const mpg = Number(rows.vehicle_mpg ?? DEFAULT_SETTINGS.petrol_consumption);
  const isLitre = rows.petrol_unit === "litre";
  const found = {
    petrol_price: rounded(isLitre ? gallon / LITRES_A_GALLON : gallon),
    petrol_consumption: rounded(isLitre ? LITRES_TIMES_MPG / mpg : mpg),
    petrol_unit: rows.petrol_unit,
    efficiency_unit: EFFICIENCY_UNITS.find((unit) => UNIT_TEXTS[unit] === rows.efficiency_unit),
    currency: rows.currency,
    time_zone: rows.user_timezone,
    place_metres: Number(rows.place_metres ?? PLACE_METRES),
    store_positions: rows.store_positions === "true",
  };
  const valid = Object.entries(settingsInput.shape).flatMap(([name, schema]) => {
    const { data } = schema.safeParse(found[name as keyof typeof found]);
    return data === undefined ? [] : [[name, data] as const];
  });
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(valid) };
}

/** Returns the rows that keep settings, as `settingsOf` reads them; null: the key has no value. */
export function rowsOf(settings: ChargingSettings): Record<string, string | null> {
  const { petrol_price, petrol_consumption, petrol_unit } = settings;
  const isLitre = petrol_unit === "litre";
  return {
    gas_price_per_gallon: String(isLitre ? petrol_price * LITRES_A_GALLON : petrol_price),
    vehicle_mpg: String(isLitre ? LITRES_TIMES_MPG / petrol_consumption : petrol_consumption),
    petrol_unit,
    efficiency_unit: UNIT_TEXTS[settings.efficiency_unit],
    currency: settings.currency,
    user_timezone: settings.time_zone,
    place_metres: String(settings.place_metres),
    store_positions: String(settings.store_positions),
  };
}

const rounded = (value: number) => Math.round(value * 1e4) / 1e4;
