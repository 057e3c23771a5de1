/** Finds the plane of an array from clear hours, since stated angles are often wrong. */
import { degreesBetween } from "../../solar/plane_angle.ts";
import {
  facingOf,
  onPlane,
  type Plane,
  type SplitLight,
  splitLight,
  type SunHour,
} from "./sun_hours.ts";
import type { WeatherPlant } from "./weather_site.ts";

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
  const clear = clearHours(hours);
  if (clear.length < LEAST_HOURS) return undefined;
  const planes = TILTS.flatMap((tilt) =>
    (tilt === 0 ? [0] : ORIENTATIONS).map((orientation) => ({ tilt, orientation }))
  );
  let best = least(clear, planes);
  for (const [tilt, orientation] of FINER) best = least(clear, around(best, tilt, orientation));
  return best;
}

/** The plane that a model takes, and whether clear hours gave it. */
export interface ChosenPlane extends Plane {
  isFitted: boolean;
}

/** The fitted plane must err so much less than the stated one, and be so many degrees off it. */
const CLEARLY_LESS = 0.95;
const CLEARLY_APART = 10;
/** Share of the limit above which inverters cut power, so that it does not tell the plane. */
const CUT = 0.97;
/** Degrees of an array of which nothing is known. */
const USUAL_TILT = 35;

/**
 * Returns the stated plane, unless clear hours contradict it: the fitted one is more than 10° off
 * and its error at least 5 % smaller. Without a stated plane the fitted one, and without enough
 * clear hours a usual one, towards the equator. `limit` is the plant's in the unit of power.
 */
export function chosenPlane(
  hours: readonly PlaneHour[],
  { statedPlane: stated, latitude }: Pick<WeatherPlant, "statedPlane" | "latitude">,
  limit: number,
): ChosenPlane {
  const uncut = hours.filter(({ power }) => power < CUT * limit);
  const fitted = fittedPlane(uncut);
  if (!fitted) return { ...(stated ?? usualPlane(latitude)), isFitted: false };
  if (!stated) return { ...fitted, isFitted: true };
  const clear = clearHours(uncut);
  const isApart = degreesBetween(fitted, stated) > CLEARLY_APART;
  const isBetter = errorOf(clear, fitted) <= CLEARLY_LESS * errorOf(clear, stated);
  return isApart && isBetter ? { ...fitted, isFitted: true } : { ...stated, isFitted: false };
}

function usualPlane(latitude: number): Plane {
  return { tilt: Math.min(USUAL_TILT, Math.abs(latitude)), orientation: latitude < 0 ? 0 : 180 };
}

/** A clear hour. */
interface ClearHour {
  light: SplitLight;
  power: number;
}

/** Returns the hours that tell the plane. */
function clearHours(hours: readonly PlaneHour[]): ClearHour[] {
  const clear = hours.filter(({ sun, ghi }) => sun.clear > LEAST_SUN && ghi > CLEAR * sun.clear);
  return spread(clear).map(({ sun, ghi, power }) => ({ light: splitLight(sun, ghi), power }));
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

function least(hours: ClearHour[], planes: Plane[]): Plane {
  const errors = planes.map((plane) => errorOf(hours, plane));
  return planes[errors.indexOf(Math.min(...errors))]!;
}

/** Sums absolute errors of the power from the plane's irradiance, scaled by their sums' ratio. */
function errorOf(hours: ClearHour[], plane: Plane): number {
  const facing = facingOf(plane);
  let [light, power] = [0, 0];
  const irradiance = hours.map((hour) => {
    const received = onPlane(hour.light, facing);
    light += received;
    power += hour.power;
    return received;
  });
  const scale = power / light;
  return hours.reduce((sum, { power }, at) => sum + Math.abs(power - scale * irradiance[at]!), 0);
}

function range(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);
}
