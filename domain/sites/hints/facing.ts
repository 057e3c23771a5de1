import { clearSky, type PvArray } from "../../solar/clear_sky.ts";
import { solarPosition } from "../../solar/sun.ts";
import { HOUR, MINUTE } from "../../time/time.ts";
import { pvArrayOf } from "../pv_array.ts";
import type { Site } from "../site.ts";
import type { Hint, MeasuredHour } from "./hint.ts";

/** A day is clear when its energy, by that of the sky above, is near the second best of the days. */
const CLEAR_SHARE = 0.9;
const LEAST_DAYS = 5;
const MOST_DAYS = 12;
/** An hour counts when the sun is at least so high in its middle, in degrees. */
const LEAST_ELEVATION = 5;
const COMPLETE = 0.9;

/** Root mean square error of a day's shape, as a share of the power: too far off, and good. */
const BAD_FIT = 0.2;
const GOOD_FIT = 0.12;
/** The stated plane must be so many times worse than the best one, and so many degrees from it. */
const TIMES_WORSE = 2;
const DEGREES_OFF = 60;
/**
 * Modules that face the pole instead of the equator have the same shape and much more energy than
 * they could: more than twice, which no ratio of modules to inverters explains.
 */
const TOO_MUCH = 2;
const PLAUSIBLE = { least: 0.5, most: 1.3 };
/** Wrong times or a shifted noon look alike: silent when they explain the days nearly as well. */
const SHIFT_TOLERANCE = 1.5;
const SHIFTS = [-180, -150, -120, -90, -60, -30, 30, 60, 90, 120, 150, 180];
const ORIENTATIONS = Array.from({ length: 16 }, (_, index) => index * 22.5);

/**
 * Returns a hint when on clear days the shape of the power fits modules that face more than 60°
 * from where they are stated to face, and neither the stated plane nor wrong times; or when it has
 * more than twice the energy of the stated plane, and that of another. Clouds and shade fit nothing
 * well, and losses and dirt change no shape.
 */
export function facesAnotherWay(site: Site, hours: readonly MeasuredHour[]): Hint | undefined {
  const found = pvArrayOf(site);
  if ("reason" in found || site.tilt === null || site.orientation === null) return undefined;
  const { array } = found;
  const days = clearDays(array, hours);
  const shown = days.flat();
  const stated = fit(array, shown);
  const isGood = stated.error < BAD_FIT && stated.scale < TOO_MUCH;
  if (days.length < LEAST_DAYS || isGood) return undefined;
  const fits = ORIENTATIONS.map((orientation) => ({
    orientation,
    ...fit({ ...array, orientation }, shown),
  }));
  const best = fits.reduce((least, one) => one.error < least.error ? one : least);
  const isOther = best.error < GOOD_FIT &&
    angleBetween(best.orientation, array.orientation) > DEGREES_OFF;
  const isOtherShape = stated.error > Math.max(BAD_FIT, TIMES_WORSE * best.error) &&
    !isShifted(array, shown, best.error);
  const isOtherEnergy = stated.scale > TOO_MUCH &&
    best.scale > PLAUSIBLE.least && best.scale < PLAUSIBLE.most;
  if (!isOther || !(isOtherShape || isOtherEnergy)) return undefined;
  return {
    code: "faces_another_way",
    figures: {
      clear_days: days.length,
      seems_to_face: best.orientation,
      stated: array.orientation,
    },
  };
}

function isShifted(array: PvArray, hours: readonly MeasuredHour[], best: number): boolean {
  return SHIFTS.some((minutes) =>
    fit(array, hours, minutes * MINUTE).error < SHIFT_TOLERANCE * best
  );
}

/** Returns the angle between two directions, 0 to 180 degrees. */
function angleBetween(a: number, b: number): number {
  const turn = Math.abs(a - b) % 360;
  return Math.min(turn, 360 - turn);
}

/** Returns the hours with sun of the clearest days that are measured from dawn to dusk. */
function clearDays(array: PvArray, hours: readonly MeasuredHour[]): MeasuredHour[][] {
  const { longitude } = array;
  const dayOf = (ms: number) => Math.floor((ms + longitude / 15 * HOUR) / (24 * HOUR));
  const isLight = ({ startMs, endMs }: MeasuredHour) => isHigh((startMs + endMs) / 2, array);
  const days = [...Map.groupBy(hours.filter(isLight), ({ startMs }) => dayOf(startMs)).values()]
    .filter((day) => isComplete(day, array))
    .map((day) => ({ day, clearness: clearnessOf(array, day) }))
    .sort((a, b) => b.clearness - a.clearness);
  const reference = days[1]?.clearness ?? Infinity;
  return days.filter(({ clearness }) => clearness >= CLEAR_SHARE * reference)
    .slice(0, MOST_DAYS).map(({ day }) => day);
}

function isHigh(ms: number, { latitude, longitude }: PvArray): boolean {
  return solarPosition(ms, latitude, longitude).zenith < 90 - LEAST_ELEVATION;
}

/** Returns true for hours from dawn to dusk without a gap, each measured for 9 tenths. */
function isComplete(day: readonly MeasuredHour[], array: PvArray): boolean {
  const [first, last] = [day[0]!, day.at(-1)!];
  const isWhole = !isHigh(first.startMs - HOUR / 2, array) && !isHigh(last.endMs + HOUR / 2, array);
  return isWhole && day.some(({ kwh }) => kwh > 0) &&
    day.every(({ startMs, coveredMs }, index) =>
      coveredMs >= COMPLETE * HOUR && (index === 0 || startMs - day[index - 1]!.startMs <= HOUR)
    );
}

/** Returns measured energy by that of the clear sky on the ground, whichever way modules face. */
function clearnessOf(array: PvArray, day: readonly MeasuredHour[]): number {
  const sky = day.reduce(
    (sum, { startMs, endMs }) => sum + clearSky((startMs + endMs) / 2, array).ghi,
    0,
  );
  return day.reduce((sum, { kwh }) => sum + kwh, 0) / sky;
}

/**
 * Returns the multiple of clear-sky power that is nearest to measured power, and the root mean
 * square of their difference as a share of that of measured power. `shiftMs` moves the sky to later
 * times.
 */
function fit(
  array: PvArray,
  hours: readonly MeasuredHour[],
  shiftMs = 0,
): { scale: number; error: number } {
  const pairs = hours.map((hour) => ({
    measured: hour.kwh / hour.coveredMs * HOUR,
    clear: clearPowerKw(array, hour, shiftMs),
  }));
  const sum = (of: (pair: typeof pairs[number]) => number) =>
    pairs.reduce((total, pair) => total + of(pair), 0);
  const scale = sum(({ measured, clear }) => measured * clear) / sum(({ clear }) => clear ** 2);
  const error = sum(({ measured, clear }) => (measured - scale * clear) ** 2);
  return { scale, error: Math.sqrt(error / sum(({ measured }) => measured ** 2)) };
}

const SAMPLES = [0.125, 0.375, 0.625, 0.875];

function clearPowerKw(array: PvArray, { startMs, endMs }: MeasuredHour, shiftMs: number): number {
  const at = (share: number) =>
    clearSky(startMs + share * (endMs - startMs) - shiftMs, array).ac_kw;
  return SAMPLES.reduce((kw, share) => kw + at(share), 0) / SAMPLES.length;
}
