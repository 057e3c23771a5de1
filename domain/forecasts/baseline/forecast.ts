/** Computes a forecast from a fit and the measurements of the last days. */
import {
  darkBefore,
  FEATURES,
  isSameDay,
  type Sky,
  TAIL_FEATURES,
  writeFeatures,
  writeTailFeatures,
} from "./features.ts";
import { type BaselineFit, type Knot, KNOTS } from "./fit.ts";
import { Past, type Recent } from "./past.ts";
import type { Potential } from "./potential.ts";
import { QUARTERS_A_DAY, type Series, timeOfDay } from "./quarters.ts";
import { indexOf } from "./training.ts";

/** Days of measurements that a forecast uses. */
export const RECENT_DAYS = 4;
/** Quarter hours of a forecast. */
export const STEPS = 2 * QUARTERS_A_DAY;

/** A time of day with a smaller mean share was dark on every day so far. */
const DARK = 1e-6;

/** Quantiles of power in kW. */
export interface Quantiles {
  p10: number;
  median: number;
  p90: number;
}

/**
 * Computes the powers (kW) of the quarter hours at `steps` after `issue`, with 0 ≤ P10 ≤ median ≤
 * P90 ≤ limit. Ignores values of `series` from `issue` on.
 */
export function forecastPowers(
  potential: Potential,
  fit: BaselineFit,
  series: Series,
  issue: number,
  steps: readonly number[] = ALL_STEPS,
): Quantiles[] {
  const { first } = series;
  const powers = potential.powers(first, issue - first + STEPS);
  const power = { ...series, values: series.values.subarray(0, issue - first) };
  const index = indexOf(power, powers, potential.leastKw);
  const past = new Past(index, () => fit.climatology, potential.isWind ? "wind" : "sun");
  const dark = darkBefore(powers, potential.leastKw);
  const sky = { past, noon: potential.noon, darkBefore: dark, first };
  const recent = past.recent(issue);
  return steps.map((step) => {
    const target = issue + step;
    const shares = sharesAt(fit, sky, recent, issue, target);
    const time = timeOfDay(target);
    const isDark = fit.climatology.mean[time]! < DARK;
    const scale = isDark ? 0 : powers[target - first]! * fit.climatology.bright[time]!;
    const within = (kw: number) => Math.max(0, Math.min(potential.limitKw, kw));
    const median = within(shares.median * scale);
    const least = scale > 0 ? potential.leastSpreadKw : 0;
    return {
      p10: within(Math.min(shares.p10 * scale, median - least)),
      median,
      p90: within(Math.max(shares.p90 * scale, median + least)),
    };
  });
}

const ALL_STEPS = Array.from({ length: STEPS }, (_, step) => step);

/** Computes the quantiles of a target time as shares of the bright index. */
function sharesAt(
  { climatology, knots }: BaselineFit,
  sky: Sky,
  recent: Recent,
  issue: number,
  target: number,
): Quantiles {
  const time = timeOfDay(target);
  const usual = climatology.median[time]!;
  const knot = knotAt(knots, target - issue);
  const x = new Float64Array(FEATURES);
  writeFeatures(x, 0, sky, { issue, target, recent, climatology });
  const departure = dot(knot.median, x);
  const same = isSameDay(sky, recent, issue, target);
  const distance = (coefficients: number[], usualDistance: number) => {
    const tail = new Float64Array(TAIL_FEATURES);
    const { roughness } = recent;
    writeTailFeatures(tail, 0, { departure, usual: usualDistance, same, roughness, share: usual });
    return Math.max(0, dot(coefficients, tail));
  };
  const median = usual + departure;
  return {
    p10: median - distance(knot.below, usual - climatology.p10[time]!),
    median,
    p90: median + distance(knot.above, climatology.p90[time]! - usual),
  };
}

function dot(coefficients: number[], x: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < x.length; c++) sum += coefficients[c]! * x[c]!;
  return sum;
}

/** Interpolates the coefficients of a horizon; beyond the last knot they stay the same. */
function knotAt(knots: Knot[], horizon: number): Knot {
  const to = KNOTS.findIndex((knot) => knot >= horizon);
  if (to <= 0) return knots.at(to)!;
  if (KNOTS[to] === horizon) return knots[to]!;
  const [before, after] = [knots[to - 1]!, knots[to]!];
  const share = (horizon - KNOTS[to - 1]!) / (KNOTS[to]! - KNOTS[to - 1]!);
  const mixed = (a: number[], b: number[]) => a.map((value, c) => value + share * (b[c]! - value));
  return {
    median: mixed(before.median, after.median),
    below: mixed(before.below, after.below),
    above: mixed(before.above, after.above),
  };
}
