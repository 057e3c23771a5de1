/** What the weather model needs of a site. */
import { acLimitKw } from "../../solar/clear_sky.ts";
import { pvArrayOf } from "../../sites/pv_array.ts";
import type { Site } from "../../sites/site.ts";
import type { Plane } from "./sun_hours.ts";

export type WeatherSite = Pick<
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

/** A site that can have a forecast from weather. */
export interface WeatherPlant {
  isWind: boolean;
  latitude: number;
  longitude: number;
  /** What power is a share of. */
  capacityKw: number;
  /** Upper limit of forecasts. */
  limitKw: number;
  /** As the owner states it; undefined where an angle is not stated, and for wind. */
  statedPlane: Plane | undefined;
}

/** Share of the capacity that a plant reaches at most where its inverters are not stated. */
const HIGHEST = 1.05;

/** Returns what a site is to the model; undefined without a place or a capacity. */
export function plantOf(site: WeatherSite): WeatherPlant | undefined {
  const { latitude, longitude, tilt, orientation } = site;
  const capacityKw = [site.capacity_kw, site.module_capacity_kw, site.inverter_capacity_kw]
    .find((kw) => kw !== null && kw > 0 && Number.isFinite(kw));
  if (latitude === null || longitude === null || !capacityKw) return undefined;
  const plant = { isWind: site.asset_type === "wind", latitude, longitude, capacityKw };
  if (plant.isWind) return { ...plant, limitKw: HIGHEST * capacityKw, statedPlane: undefined };
  const found = pvArrayOf(site);
  if (!("array" in found)) return undefined;
  const limitKw = site.inverter_capacity_kw ? acLimitKw(found.array) : HIGHEST * capacityKw;
  const isStated = tilt !== null && orientation !== null;
  return { ...plant, limitKw, statedPlane: isStated ? { tilt, orientation } : undefined };
}
