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

/** The sun of an hour, or of a part of one; none of it depends on an array. */
export interface SunHour {
  /**
   * Of each of its instants at which the sun is up: the parts of the direction to the sun (up, east,
   * north), and the horizontal irradiance (W/m²) of the clear sky and outside of the atmosphere. In
   * one array, since a history has thousands of hours.
   */
  instants: number[];
  /** How many instants it has, also with the sun down. */
  parts: number;
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
  const directionOf = sunDirections(middleMs, latitude, longitude);
  const middle = directionOf(middleMs);
  const azimuth = Math.atan2(middle.east, latitude < 0 ? middle.north : -middle.north);
  const instants: number[] = [];
  if (middle.up < SURELY_NIGHT) return { instants, parts, clear: 0, elevation: middle.up, azimuth };
  const nearness = 1 + 0.033 * Math.cos(2 * Math.PI * dayOfYear(middleMs) / 365);
  let clear = 0;
  for (let part = 0; part < parts; part++) {
    const { up, east, north } = directionOf(startMs + (part + 0.5) * (endMs - startMs) / parts);
    if (up <= 0) continue;
    const cloudless = CLEAR_SCALE * 1098 * up * Math.exp(-0.059 / up) * nearness;
    instants.push(up, east, north, cloudless, SOLAR_CONSTANT * nearness * up);
    clear += cloudless / parts;
  }
  return { instants, parts, clear, elevation: middle.up, azimuth };
}

/** Numbers of an instant. */
export const NUMBERS = 5;
/** Sine of an elevation in the middle of an hour in which the sun does not come up. */
const SURELY_NIGHT = -0.2;

/** Returns the day of the year from 0, with its fraction, of a mean year. */
export function dayOfYear(ms: number): number {
  return (ms / (24 * HOUR)) % 365.2425;
}

/** The light of an hour, apart from the plane that it falls on; W/m². */
export interface SplitLight {
  /** Of each instant the beam's part from above, from the east and from the north. */
  beams: number[];
  /** Means of what falls on the ground: from the sky, and in all. */
  diffuse: number;
  global: number;
}

/**
 * Splits an hour's mean global horizontal irradiance `ghi` (W/m²), which is spread within the hour
 * as the clear sky is. `share` is the part of it that comes from the sky, where that is known.
 * Source: Erbs, Klein & Duffie, Solar Energy 28(4), 1982 (share of diffuse light).
 */
export function splitLight(hour: SunHour, ghi: number, share?: number): SplitLight {
  const { instants, parts } = hour;
  const beams: number[] = [];
  const index = hour.clear > 0 ? ghi / hour.clear : 0;
  let diffuse = 0;
  for (let at = 0; at < instants.length; at += NUMBERS) {
    const up = instants[at]!;
    const global = instants[at + 3]! * index;
    const sky = global * (share ?? diffuseShare(global / instants[at + 4]!));
    const beam = (global - sky) / Math.max(up, LOWEST_BEAM) / parts;
    beams.push(beam * up, beam * instants[at + 1]!, beam * instants[at + 2]!);
    diffuse += sky / parts;
  }
  return { beams, diffuse, global: hour.clear * index };
}

/**
 * Computes the mean irradiance (W/m²) that a plane receives of some light. Source: Liu & Jordan, Solar
 * Energy 7(2), 1963 (sky and ground).
 */
export function onPlane({ beams, diffuse, global }: SplitLight, facing: Facing): number {
  let sum = diffuse * (1 + facing.up) / 2 + global * ALBEDO * (1 - facing.up) / 2;
  for (let at = 0; at < beams.length; at += 3) {
    const beam = beams[at]! * facing.up + beams[at + 1]! * facing.east +
      beams[at + 2]! * facing.north;
    if (beam > 0) sum += beam;
  }
  return sum;
}

/** The direction that a plane faces. */
export type Facing = SunDirection;

export function facingOf({ tilt, orientation }: Plane): Facing {
  const sinTilt = Math.sin(tilt * RADIANS);
  return {
    up: Math.cos(tilt * RADIANS),
    east: sinTilt * Math.sin(orientation * RADIANS),
    north: sinTilt * Math.cos(orientation * RADIANS),
  };
}

/** Computes the mean irradiance (W/m²) that a plane receives in an hour; see splitLight(). */
export function planeIrradiance(hour: SunHour, ghi: number, plane: Plane, share?: number): number {
  return onPlane(splitLight(hour, ghi, share), facingOf(plane));
}

/** Returns the share of diffuse light by the clearness index, global by extraterrestrial. */
function diffuseShare(k: number): number {
  if (k <= 0.22) return 1 - 0.09 * k;
  if (k > 0.8) return 0.165;
  return 0.9511 + k * (-0.1604 + k * (4.388 + k * (-16.638 + k * 12.336)));
}
