/** The sun over an hour at a place: what the plane of an array receives, cloudless or not. */
import { type SunDirection, sunDirections } from "../../solar/sun.ts";
import { HOUR } from "../../time/time.ts";

const RADIANS = Math.PI / 180;
/** Instants of an hour: at dawn its middle alone is off by a third. */
const INSTANTS = 6;
const SOLAR_CONSTANT = 1367;
/** Share of light that the ground reflects. */
const ALBEDO = 0.2;
/** The least sine of the elevation (1.7°) that beams are taken to come from. */
const LOWEST_BEAM = 0.03;
/**
 * Calibration of the clear-sky formula, which is some percent low beside measured clear days. Any
 * constant serves the regression; this one keeps the ratio of a cloudless hour near 1.
 */
const CLEAR_SCALE = 1.045;

/** Degrees; an orientation of 180 is south. */
export interface Plane {
  tilt: number;
  orientation: number;
}

/** The sun at one instant. */
interface Instant extends SunDirection {
  /** Global horizontal irradiance of the clear sky, W/m². */
  clear: number;
  /** Horizontal irradiance outside of the atmosphere, W/m². */
  outside: number;
}

/** The sun of an hour, or of a part of one; none of it depends on an array. */
export interface SunHour {
  instants: Instant[];
  /** Mean global horizontal irradiance of the clear sky, W/m². */
  clear: number;
  /**
   * Sun in the middle of the hour: sine of its elevation, and azimuth in radians from the equator's
   * side, so that it does not leap at noon.
   */
  elevation: number;
  azimuth: number;
}

/** Computes the sun of the hour that ends at `endMs` (since 1970), for a place in degrees. */
export function sunHour(endMs: number, latitude: number, longitude: number): SunHour {
  return sunPeriod(endMs - HOUR, endMs, { latitude, longitude }, INSTANTS);
}

/**
 * Computes the sun of a period of at most an hour, in milliseconds since 1970, from its means over a
 * number of parts. Source of the clear sky: Haurwitz, Insolation in relation to cloudiness and cloud
 * density, Journal of Meteorology 2(3), 1945; of the distance to the sun: Duffie & Beckman, Solar
 * Engineering of Thermal Processes, equation 1.4.1a.
 */
export function sunPeriod(
  startMs: number,
  endMs: number,
  { latitude, longitude }: { latitude: number; longitude: number },
  parts: number,
): SunHour {
  const middleMs = (startMs + endMs) / 2;
  const times = Array.from(
    { length: parts },
    (_, part) => startMs + (part + 0.5) * (endMs - startMs) / parts,
  );
  const nearness = 1 + 0.033 * Math.cos(2 * Math.PI * dayOfYear(middleMs) / 365);
  const [middle, ...directions] = sunDirections(
    middleMs,
    [middleMs, ...times],
    latitude,
    longitude,
  );
  const instants = directions.map((direction) => instantOf(direction, nearness));
  return {
    instants,
    clear: instants.reduce((sum, { clear }) => sum + clear, 0) / parts,
    elevation: middle!.up,
    azimuth: Math.atan2(middle!.east, latitude < 0 ? middle!.north : -middle!.north),
  };
}

function instantOf({ up, east, north }: SunDirection, nearness: number): Instant {
  if (up <= 0) return { up, east, north, clear: 0, outside: 0 };
  return {
    up,
    east,
    north,
    clear: CLEAR_SCALE * 1098 * up * Math.exp(-0.059 / up) * nearness,
    outside: SOLAR_CONSTANT * nearness * up,
  };
}

/** Returns the day of the year from 0, with its fraction, of a mean year. */
export function dayOfYear(ms: number): number {
  return (ms / (24 * HOUR)) % 365.2425;
}

/**
 * Computes the mean irradiance (W/m²) that a plane receives in an hour from its mean global
 * horizontal irradiance `ghi` (W/m²), which is spread within the hour as the clear sky is.
 * `share` is the part of it that comes from the sky, where that is known. Sources:
 * Erbs, Klein & Duffie, Solar Energy 28(4), 1982 (share of diffuse light); Liu & Jordan, Solar Energy
 * 7(2), 1963 (sky and ground).
 */
export function planeIrradiance(
  hour: SunHour,
  ghi: number,
  { tilt, orientation }: Plane,
  share?: number,
): number {
  if (hour.clear <= 0) return 0;
  const cosTilt = Math.cos(tilt * RADIANS);
  const sinTilt = Math.sin(tilt * RADIANS);
  const index = ghi / hour.clear;
  let sum = 0;
  const eastwards = sinTilt * Math.sin(orientation * RADIANS);
  const northwards = sinTilt * Math.cos(orientation * RADIANS);
  for (const { up, east, north, clear, outside } of hour.instants) {
    if (clear <= 0) continue;
    const global = clear * index;
    const diffuse = global * (share ?? diffuseShare(global / outside));
    const cosIncidence = up * cosTilt + east * eastwards + north * northwards;
    const beam = (global - diffuse) / Math.max(up, LOWEST_BEAM);
    sum += beam * Math.max(cosIncidence, 0) + diffuse * (1 + cosTilt) / 2 +
      global * ALBEDO * (1 - cosTilt) / 2;
  }
  return sum / hour.instants.length;
}

/** Returns the share of diffuse light by the clearness index, global by extraterrestrial. */
function diffuseShare(clearness: number): number {
  if (clearness <= 0.22) return 1 - 0.09 * clearness;
  if (clearness > 0.8) return 0.165;
  return 0.9511 - 0.1604 * clearness + 4.388 * clearness ** 2 - 16.638 * clearness ** 3 +
    12.336 * clearness ** 4;
}
