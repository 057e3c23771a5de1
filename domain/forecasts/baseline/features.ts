/**
 * Regressors of the median at a target time. All are shares of the bright index of their time of
 * day; all but the climatology are departures from its median. The second half is used only when no
 * night lies between the last measured value and the target time: then the last hours had the same
 * weather.
 */
import type { Climatology } from "./climatology.ts";
import type { Past, Recent } from "./past.ts";
import { timeOfDay } from "./quarters.ts";

/** Number of regressors of the median. */
export const FEATURES = 22;
/** The usual share and roughness, so that a regressor is about 0 in a usual hour. */
const USUAL_SHARE = 0.85;
const USUAL_ROUGHNESS = 0.08;
const YEAR = 365.2425 * 96;
/** Quarter hours from the highest sun to the end of the day, roughly. */
const HALF_DAY = 22;

/** What the regressors of a site are computed from. */
export interface Sky {
  past: Past;
  noon: number | undefined;
  /** For each quarter hour from `first` on: how many before it are dark. */
  darkBefore: Int32Array;
  first: number;
}

/** Returns for each quarter hour how many before it are dark. */
export function darkBefore(powers: Float64Array, leastKw: number): Int32Array {
  const found = new Int32Array(powers.length + 1);
  for (let i = 0; i < powers.length; i++) found[i + 1] = found[i]! + (powers[i]! > leastKw ? 0 : 1);
  return found;
}

/**
 * Returns true when the last hours before `issue` were measured and no night lies until `target`.
 */
export function isSameDay(sky: Sky, recent: Recent, issue: number, target: number): boolean {
  const dark = (quarter: number) => sky.darkBefore[quarter - sky.first]!;
  return recent.isFresh && dark(target) === dark(issue);
}

/** Writes the regressors into `x` from `at` on. */
export function writeFeatures(
  x: Float64Array,
  at: number,
  sky: Sky,
  { issue, target, recent, climatology }: {
    issue: number;
    target: number;
    recent: Recent;
    climatology: Climatology;
  },
): void {
  const time = timeOfDay(target);
  const median = climatology.median[time]!;
  const share = median - USUAL_SHARE;
  const skew = climatology.mean[time]! - median;
  const roughness = recent.roughness - USUAL_ROUGHNESS;
  const same = isSameDay(sky, recent, issue, target);
  const season = 2 * Math.PI * target / YEAR;
  x[at] = 1;
  x[at + 1] = share;
  x[at + 2] = Math.max(0, skew);
  x[at + 3] = climatology.recent[time]! - median;
  x[at + 4] = recent.day;
  x[at + 5] = sky.past.sameTime(target, issue);
  x[at + 6] = same ? 0 : recent.threeHours;
  x[at + 7] = same ? 0 : roughness;
  x[at + 8] = Math.sin(season);
  x[at + 9] = Math.cos(season);
  if (!same) return void x.fill(0, at + 10, at + FEATURES);
  // Wind lasts as power, whatever is usual at either time of day.
  const last = sky.past.source === "wind"
    ? sky.past.share(recent.lastIndex, climatology.bright[time]!) - median
    : recent.last;
  const phase = phaseOf(target, sky.noon);
  x[at + 10] = 1;
  x[at + 11] = last;
  x[at + 12] = recent.hour;
  x[at + 13] = recent.threeHours;
  x[at + 14] = Math.max(0, recent.hour);
  x[at + 15] = last * last;
  x[at + 16] = roughness;
  x[at + 17] = phase * roughness;
  x[at + 18] = phase * recent.hour;
  x[at + 19] = phase * recent.threeHours;
  x[at + 20] = share;
  x[at + 21] = skew;
}

/** Returns about -1 at sunrise and 1 at sunset; 0 for sites whose potential is not the sun's. */
function phaseOf(target: number, noon: number | undefined): number {
  if (noon === undefined) return 0;
  return (timeOfDay(target - noon + 48) - 48) / HALF_DAY;
}

/** Number of regressors of a tail. */
export const TAIL_FEATURES = 8;

/**
 * Writes the regressors of the distance between a tail and the median forecast into `x` from `at`
 * on. `departure` is that forecast minus the climatology's median, `usual` the climatology's
 * distance.
 */
export function writeTailFeatures(
  x: Float64Array,
  at: number,
  { departure, usual, same, roughness, share }: {
    departure: number;
    usual: number;
    same: boolean;
    roughness: number;
    share: number;
  },
): void {
  x[at] = 1;
  x[at + 1] = usual;
  x[at + 2] = departure;
  x[at + 3] = departure * departure;
  x[at + 4] = share - USUAL_SHARE;
  x[at + 5] = same ? 0 : roughness - USUAL_ROUGHNESS;
  x[at + 6] = same ? 1 : 0;
  x[at + 7] = same ? roughness - USUAL_ROUGHNESS : 0;
}
