/** A kind of quantity, and the unit in which it is stored. */
export type Quantity = "length" | "speed" | "temperature" | "pressure" | "power" | "energy";

type Convert = (value: number) => number;

export const KM_A_MILE = 1.609344;
const KPA_A_PSI = 6.894757293168;

const times = (factor: number): Convert => (value) => value * factor;

/** Stored units: km, km/h, °C, kPa, kW, kWh. */
const UNITS: Record<Quantity, Record<string, Convert>> = {
  length: { km: times(1), m: times(0.001), mi: times(KM_A_MILE) },
  speed: { "km/h": times(1), kmh: times(1), mph: times(KM_A_MILE), "m/s": times(3.6) },
  temperature: {
    "°c": times(1),
    c: times(1),
    "°f": (value) => (value - 32) / 1.8,
    f: (value) => (value - 32) / 1.8,
    k: (value) => value - 273.15,
  },
  pressure: { kpa: times(1), psi: times(KPA_A_PSI), bar: times(100), hpa: times(0.1) },
  power: { kw: times(1), w: times(0.001), mw: times(1000) },
  energy: { kwh: times(1), wh: times(0.001), mwh: times(1000) },
};

/** Decimal places to which converted values are rounded, so that 100 km come back as 100 km. */
const PLACES = 1e6;

/**
 * Returns a value in the stored unit of its quantity, rounded to six decimal places; null when the
 * unit is none of the quantity's. The case of a unit does not matter.
 */
export function stored(value: number, quantity: Quantity, unit: unknown): number | null {
  if (typeof unit !== "string") return null;
  const convert = Object.entries(UNITS[quantity])
    .find(([name]) => name === unit.trim().toLowerCase())?.[1];
  return convert ? Math.round(convert(value) * PLACES) / PLACES : null;
}

/** Returns miles of kilometres, rounded to six decimal places. */
export function milesOf(km: number): number {
  return Math.round(km / KM_A_MILE * PLACES) / PLACES;
}
