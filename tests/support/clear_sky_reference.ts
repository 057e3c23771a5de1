import type { PvArray } from "../../domain/solar/clear_sky.ts";
import { milliseconds } from "../../domain/time/time.ts";

const FILE = new URL("../fixtures/clearsky_reference.csv", import.meta.url);

/** The three arrays that the reference was computed for. */
export const REFERENCE_ARRAYS: Record<string, PvArray> = {
  london: pvArray(51.5074, -0.1278, 11, 35, 180, 4.3, 4),
  jaipur: pvArray(26.9124, 75.7873, 431, 25, 180, 10, 8),
  "enerpos-ne": pvArray(-21.34, 55.49, 75, 9, 14, 18.9, 20),
};

export function pvArray(
  latitude: number,
  longitude: number,
  altitude_m: number,
  tilt: number,
  orientation: number,
  module_capacity_kw: number,
  inverter_capacity_kw: number,
): PvArray {
  return {
    latitude,
    longitude,
    altitude_m,
    tilt,
    orientation,
    module_capacity_kw,
    inverter_capacity_kw,
  };
}

/** What pvlib computed for one array and one instant, every 30 minutes of five days. */
interface ReferenceRow {
  label: string;
  array: PvArray;
  ms: number;
  apparentZenith: number;
  zenith: number;
  azimuth: number;
  poa: number;
  acKw: number;
}

export function referenceRows(): ReferenceRow[] {
  const [, , ...lines] = Deno.readTextFileSync(FILE).trimEnd().split("\n");
  return lines.map((line) => {
    const [site = "", time = "", ...numbers] = line.split(",");
    const array = REFERENCE_ARRAYS[site];
    if (!array) throw new Error(`The reference has an unknown site: ${line}`);
    const [apparentZenith = NaN, zenith = NaN, azimuth = NaN, poa = NaN, acKw = NaN] = numbers
      .map(Number);
    const label = `${site} at ${time}`;
    return { label, array, ms: milliseconds(time), apparentZenith, zenith, azimuth, poa, acKw };
  });
}
