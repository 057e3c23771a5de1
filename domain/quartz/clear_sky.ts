import { clearSky } from "../solar/clear_sky.ts";
import { MINUTE, utcText } from "../time/time.ts";

/** What the clear sky of a site depends on. */
export interface ClearSkySite {
  asset_type: "pv" | "wind";
  latitude: number;
  longitude: number;
  altitude_m: number | null;
  tilt: number | null;
  orientation: number | null;
  capacity_kw: number | null;
  inverter_capacity_kw: number | null;
  module_capacity_kw: number | null;
}

const STEP = 15 * MINUTE;
const COUNT = 4 * 96;
/** Kilowatts of modules to one of inverters, where the modules' are not known. */
const MODULES_PER_INVERTER = 1.3;

/**
 * Returns the JSON of a site's power (kW) under a cloudless sky at 384 quarter hours from `startMs` on.
 * Without angles the modules lie flat, and face south; a wind site gives nothing.
 */
export function clearSkyJson(site: ClearSkySite, startMs: number): string {
  const powerKw = powerAt(site);
  const values = Array.from({ length: COUNT }, (_, index) => {
    const ms = startMs + index * STEP;
    const time = utcText(ms).slice(0, 19);
    return `{"target_datetime_utc":"${time}","clearsky_generation_kw":${powerKw(ms)}}`;
  });
  return `{"clearsky_estimate":[${values}]}`;
}

function powerAt(site: ClearSkySite): (ms: number) => number {
  const inverter_capacity_kw = site.inverter_capacity_kw ?? site.capacity_kw ?? 0;
  const module_capacity_kw = site.module_capacity_kw || inverter_capacity_kw * MODULES_PER_INVERTER;
  if (site.asset_type !== "pv" || !(inverter_capacity_kw > 0) || !(module_capacity_kw > 0)) {
    return () => 0;
  }
  const { latitude, longitude } = site;
  const array = {
    latitude,
    longitude,
    altitude_m: site.altitude_m ?? 0,
    tilt: site.tilt ?? 0,
    orientation: site.orientation ?? 180,
    module_capacity_kw,
    inverter_capacity_kw,
  };
  return (ms) => {
    const { ac_kw } = clearSky(ms, array);
    return Number.isFinite(ac_kw) ? ac_kw : 0;
  };
}
