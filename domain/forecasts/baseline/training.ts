/**
 * The rows that regressions are fitted on: what was known at past issue times, and the outcomes.
 */
import {
  climatologies,
  type Climatology,
  HIGHEST_INDEX,
  SPREAD,
  WIND_SPREAD,
} from "./climatology.ts";
import {
  darkBefore,
  FEATURES,
  isSameDay,
  type Sky,
  TAIL_FEATURES,
  writeFeatures,
  writeTailFeatures,
} from "./features.ts";
import { Past } from "./past.ts";
import type { Potential } from "./potential.ts";
import { dayOfQuarter, QUARTERS_A_DAY, type Series, timeOfDay } from "./quarters.ts";
import type { Rows } from "./regression.ts";

/** Days of history that a fit uses, and the days after which a row has half its weight. */
export const HISTORY_DAYS = 180;
const HALF_LIFE = 90;
/** Days of history until a climatology depends on measurements more than on the prior. */
const MATURE_DAYS = 14;
/**
 * Most rows of a fit. Neighbouring quarter hours are nearly the same, so that every second is
 * enough. Without nights every row has all regressors, and half as many rows take as long.
 */
const MOST_ROWS = 2400;
const MOST_NIGHTLESS_ROWS = 1200;

/** A site's history, prepared for fitting. */
export interface Training {
  potential: Potential;
  /** UTC day, counted from 1970; the history ends at its start. */
  day: number;
  index: Series;
  powers: Float64Array;
  sky: Sky;
  climatologyOf(day: number): Climatology;
  firstMeasured: number;
  /** Quarter hours to forecast in hindsight, ascending. */
  targets: number[];
}

/** Returns the index of a series of powers: NaN for gaps and in the dark. */
export function indexOf(power: Series, powers: Float64Array, leastKw: number): Series {
  const index = power.values.map((kw, i) =>
    powers[i]! > leastKw ? Math.min(kw / powers[i]!, HIGHEST_INDEX) : NaN
  );
  return { ...power, values: index };
}

/** Prepares the history before the start of a day. Ignores later values of `power`. */
export function trainingOf(potential: Potential, power: Series, day: number): Training {
  const earliest = Math.max(power.first, (day - HISTORY_DAYS) * QUARTERS_A_DAY);
  const end = Math.min(power.first + power.values.length, day * QUARTERS_A_DAY);
  const first = startOf(power, earliest, Math.max(earliest, end));
  const values = power.values.subarray(first - power.first, Math.max(first, end) - power.first);
  const powers = potential.powers(first, values.length);
  const index = indexOf({ ...power, first, values }, powers, potential.leastKw);
  const firstDay = Math.min(dayOfQuarter(first), day);
  const spread = potential.isWind ? WIND_SPREAD : SPREAD;
  const known = climatologies(index, potential.prior?.(day), firstDay, day, spread);
  const climatologyOf = (of: number) => known[of - firstDay]!;
  const past = new Past(index, climatologyOf, potential.isWind ? "wind" : "sun");
  const dark = darkBefore(powers, potential.leastKw);
  const sky = { past, noon: potential.noon, darkBefore: dark, first };
  const firstMeasured = first + index.values.findIndex((value) => !Number.isNaN(value));
  const most = potential.noon === undefined ? MOST_NIGHTLESS_ROWS : MOST_ROWS;
  const targets = targetsOf(index, firstMeasured + QUARTERS_A_DAY, most);
  return { potential, day, index, powers, sky, climatologyOf, firstMeasured, targets };
}

/** Returns the first quarter hour of [earliest, end) that was measured; `end` if none was. */
function startOf({ first, values }: Series, earliest: number, end: number): number {
  let start = earliest;
  while (start < end && Number.isNaN(values[start - first]!)) start++;
  return start;
}

/** Returns measured quarter hours from `earliest` on: every second, and at most `most`, evenly. */
function targetsOf({ first, values }: Series, earliest: number, most: number): number[] {
  const all: number[] = [];
  values.forEach((value, i) => {
    if (!Number.isNaN(value) && first + i >= earliest) all.push(first + i);
  });
  const count = Math.min(Math.ceil(all.length / 2), most);
  return Array.from({ length: count }, (_, i) => all[Math.floor(i * all.length / count)]!);
}

/** Rows of one horizon by target time, with what the rows of the tails are made of. */
export interface HorizonRows extends Rows {
  /** Days from the target to the day of the fit. */
  age: Float64Array;
  share: Float64Array;
  roughness: Float64Array;
  same: Uint8Array;
  usualBelow: Float64Array;
  usualAbove: Float64Array;
}

/** Makes the rows of a horizon, which is given in quarter hours. */
export function rowsOf(training: Training, horizon: number): HorizonRows {
  const { targets, firstMeasured } = training;
  const used = targets.filter((target) => target - horizon > firstMeasured);
  const made = () => new Float64Array(used.length);
  const rows: HorizonRows = {
    count: used.length,
    columns: FEATURES,
    x: new Float64Array(used.length * FEATURES),
    y: made(),
    weight: made(),
    age: made(),
    share: made(),
    roughness: made(),
    same: new Uint8Array(used.length),
    usualBelow: made(),
    usualAbove: made(),
  };
  used.forEach((target, row) => fillRow(rows, row, training, target, target - horizon));
  return rows;
}

function fillRow(
  rows: HorizonRows,
  row: number,
  { potential, day, index, powers, sky, climatologyOf, firstMeasured }: Training,
  target: number,
  issue: number,
): void {
  const climatology = climatologyOf(dayOfQuarter(issue));
  const recent = sky.past.recent(issue - issue % index.grain);
  const time = timeOfDay(target);
  const median = climatology.median[time]!;
  const bright = climatology.bright[time]!;
  writeFeatures(rows.x, row * FEATURES, sky, { issue, target, recent, climatology });
  rows.y[row] = sky.past.share(index.values[target - sky.first]!, bright) - median;
  rows.age[row] = day - target / QUARTERS_A_DAY;
  const maturity = Math.min(1, (issue - firstMeasured) / QUARTERS_A_DAY / MATURE_DAYS) ** 2;
  // Weighted by power, so that an error in kW is minimised.
  rows.weight[row] = powers[target - sky.first]! * bright / potential.capacityKw * maturity *
    2 ** (-rows.age[row]! / HALF_LIFE);
  rows.share[row] = median;
  rows.roughness[row] = recent.roughness;
  rows.same[row] = isSameDay(sky, recent, issue, target) ? 1 : 0;
  rows.usualBelow[row] = median - climatology.p10[time]!;
  rows.usualAbove[row] = climatology.p90[time]! - median;
}

/**
 * Makes the rows of a tail: how far outcomes were below or above the median of these coefficients.
 */
export function tailRows(
  rows: HorizonRows,
  median: ArrayLike<number>,
  side: "below" | "above",
): Rows {
  const { count, weight } = rows;
  const x = new Float64Array(count * TAIL_FEATURES);
  const y = new Float64Array(count);
  const sign = side === "above" ? 1 : -1;
  const usual = side === "above" ? rows.usualAbove : rows.usualBelow;
  for (let row = 0; row < count; row++) {
    let departure = 0;
    for (let c = 0, at = row * FEATURES; c < FEATURES; c++) {
      departure += median[c]! * rows.x[at + c]!;
    }
    y[row] = sign * (rows.y[row]! - departure);
    writeTailFeatures(x, row * TAIL_FEATURES, {
      departure,
      usual: usual[row]!,
      same: rows.same[row] === 1,
      roughness: rows.roughness[row]!,
      share: rows.share[row]!,
    });
  }
  return { count, columns: TAIL_FEATURES, x, y, weight };
}
