import type { PvArray } from "../solar/clear_sky.ts";
import { hasCoordinates, type Site } from "./site.ts";

/** Degrees that the Python SDK stores for a site without them. */
const DEFAULT_TILT = 35;
const DEFAULT_ORIENTATION = 180;
/** Metres: a little below and above all land. */
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
 * Returns the PV array that models a site, or a sentence that says why there is none. An unknown
 * altitude counts as sea level, unknown tilt and orientation as the Python SDK's defaults, an
 * unknown capacity of modules or inverters as that of the site.
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
