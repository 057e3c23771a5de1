/** Finds the plane of an array from clear hours, since stated angles are often wrong. */
import type { Plane, SunHour } from "./sun_hours.ts";
import { planeIrradiance } from "./sun_hours.ts";

const TILTS = range(0, 90, 10);
const ORIENTATIONS = range(0, 350, 15);
const FINER = [[5, 8], [2, 3], [1, 1]] as const;
/** A forecast global irradiance above this share of the clear sky makes an hour clear. */
const CLEAR = 0.9;
/** Clear-sky irradiance (W/m²) below which shade decides. */
const LEAST_SUN = 50;
/** Fewer clear hours do not tell the plane, and more do not tell it better. */
const LEAST_HOURS = 100;
const MOST_HOURS = 300;

/** An hour with its sun, its forecast irradiance (W/m²) and its mean power in any unit. */
export interface PlaneHour {
  sun: SunHour;
  ghi: number;
  power: number;
}

/**
 * Returns the plane whose clear-sky irradiance, times a constant, is nearest to the power of clear
 * hours by absolute error; undefined with fewer than 100 of them. Errs by some degrees.
 */
export function fittedPlane(hours: readonly PlaneHour[]): Plane | undefined {
  const all = hours.filter(({ sun, ghi }) => sun.clear > LEAST_SUN && ghi > CLEAR * sun.clear);
  if (all.length < LEAST_HOURS) return undefined;
  const clear = spread(all);
  const planes = TILTS.flatMap((tilt) =>
    (tilt === 0 ? [0] : ORIENTATIONS).map((orientation) => ({ tilt, orientation }))
  );
  let best = least(clear, planes);
  for (const [tilt, orientation] of FINER) best = least(clear, around(best, tilt, orientation));
  return best;
}

/** Returns at most MOST_HOURS of them, from the whole time. */
function spread(hours: PlaneHour[]): PlaneHour[] {
  const step = Math.max(1, hours.length / MOST_HOURS);
  return Array.from(
    { length: Math.min(hours.length, MOST_HOURS) },
    (_, at) => hours[Math.floor(at * step)]!,
  );
}

function around({ tilt, orientation }: Plane, tiltStep: number, orientationStep: number): Plane[] {
  return [-1, 0, 1].flatMap((t) =>
    [-1, 0, 1].map((o) => ({
      tilt: Math.min(90, Math.max(0, tilt + t * tiltStep)),
      orientation: (orientation + o * orientationStep + 360) % 360,
    }))
  );
}

function least(hours: PlaneHour[], planes: Plane[]): Plane {
  const errors = planes.map((plane) => errorOf(hours, plane));
  return planes[errors.indexOf(Math.min(...errors))]!;
}

/** Sums absolute errors of the power from the plane's irradiance, scaled by their sums' ratio. */
function errorOf(hours: PlaneHour[], plane: Plane): number {
  const irradiance = hours.map(({ sun, ghi }) => planeIrradiance(sun, ghi, plane));
  const total = irradiance.reduce((sum, value) => sum + value, 0);
  const scale = hours.reduce((sum, { power }) => sum + power, 0) / total;
  return hours.reduce((sum, { power }, at) => sum + Math.abs(power - scale * irradiance[at]!), 0);
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
}
