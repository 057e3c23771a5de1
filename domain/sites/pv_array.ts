import type { PvArray } from "../solar/clear_sky.ts";
import { hasCoordinates, type Site } from "./site.ts";

/** What the Python SDK writes for a site without them. */
const DEFAULT_TILT = 35;
const DEFAULT_ORIENTATION = 180;
/** Metres: a little more than the land of the earth spans. */
const LOWEST_ALTITUDE = -500;
const HIGHEST_ALTITUDE = 9000;

type ArraySite = Pick<
  Site,
  | "asset_type"
  | "latitude"
  | "longitude"
  | "altitude_m"
  | "tilt"
  | "orientation"
  | "capacity_kw"
  | "module_capacity_kw"
  | "inverter_capacity_kw"
>;

/**
 * The array to model a site by, or why there is none (a sentence to show). Unknown altitude counts
 * as sea level, unknown tilt and orientation as the SDK's defaults, an unknown capacity of the
 * modules or the inverter as the site's.
 */
export function pvArrayOf(site: ArraySite): { array: PvArray } | { reason: string } {
  if (site.asset_type !== "pv") return { reason: "Wind sites have no modules." };
  if (!hasCoordinates(site)) {
    return { reason: "Without a latitude and a longitude on the globe there is no forecast." };
  }
  const module_capacity_kw = site.module_capacity_kw ?? site.capacity_kw ?? 0;
  const inverter_capacity_kw = site.inverter_capacity_kw ?? site.capacity_kw ?? 0;
  if (![module_capacity_kw, inverter_capacity_kw].every((kw) => kw > 0 && Number.isFinite(kw))) {
    return { reason: "Without a capacity above zero there is no forecast." };
  }
  const { latitude, longitude, altitude_m, tilt, orientation } = site;
  const place = { latitude, longitude, altitude_m: altitude_m ?? 0 };
  const plane = { tilt: tilt ?? DEFAULT_TILT, orientation: orientation ?? DEFAULT_ORIENTATION };
  if (!isOnEarth(place.altitude_m) || !Object.values(plane).every(Number.isFinite)) {
    return { reason: "With an impossible altitude, tilt or orientation there is no forecast." };
  }
  return { array: { ...place, ...plane, module_capacity_kw, inverter_capacity_kw } };
}

function isOnEarth(altitudeM: number): boolean {
  return altitudeM >= LOWEST_ALTITUDE && altitudeM <= HIGHEST_ALTITUDE;
}
