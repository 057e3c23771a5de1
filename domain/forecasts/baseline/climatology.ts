/**
 * The climatology: how a site's index is distributed at each time of day, as known at the start of
 * a day. It is made of histograms over the days before, each of a quarter hour and its neighbours on
 * both sides.
 */
import { dayOfQuarter, QUARTERS_A_DAY, type Series, timeOfDay } from "./quarters.ts";
import type { Distribution } from "./usual_index.ts";

const DAYS = 60;
/**
 * Neighbours on each side. For wind the time of day matters less, and what seems to be its own is
 * mostly chance.
 */
export const SPREAD = 3;
export const WIND_SPREAD = 16;
/** Upper limit of the index: higher ones come from a wrong tilt when the sun is low. */
export const HIGHEST_INDEX = 2;
const BINS = 160;
const WIDTH = HIGHEST_INDEX / BINS;
/** Weight of the prior, in days. */
const PRIOR_DAYS = 2;
/** Weight that a day keeps in the recent mean when another is added. */
const RECENT = 0.7;
/** Lower limit of the bright index, so that the noise of a dark time of day is not magnified. */
const LEAST_BRIGHT = 0.2;

/** Values for each of the 96 times of day: `bright` is an index, the others are shares of it. */
export interface Climatology {
  /** The 85th percentile of the index: a good day, including shade, dirt and a wrong tilt. */
  bright: ArrayLike<number>;
  p10: ArrayLike<number>;
  median: ArrayLike<number>;
  p90: ArrayLike<number>;
  mean: ArrayLike<number>;
  /** The mean with most weight on the last three days. */
  recent: ArrayLike<number>;
}

/**
 * Returns the climatology at the start of each day of [firstDay, lastDay], from the index before
 * it.
 */
export function climatologies(
  index: Series,
  prior: Distribution | undefined,
  firstDay: number,
  lastDay: number,
  spread = SPREAD,
): Climatology[] {
  const sums = new Sums(prior, spread);
  const found: Climatology[] = [];
  for (let day = Math.min(dayOfQuarter(index.first), firstDay); day <= lastDay; day++) {
    if (day >= firstDay) found.push(sums.climatology());
    sums.add(index, day, 1);
    sums.add(index, day - DAYS, -1);
  }
  return found;
}

/** Histograms and running sums by time of day. */
class Sums {
  readonly #counts: Float64Array;
  readonly #sum = new Float64Array(QUARTERS_A_DAY);
  readonly #count = new Float64Array(QUARTERS_A_DAY);
  readonly #recentSum = new Float64Array(QUARTERS_A_DAY);
  readonly #recentWeight = new Float64Array(QUARTERS_A_DAY);

  readonly #spread: number;

  constructor(prior: Distribution | undefined, spread: number) {
    this.#spread = spread;
    this.#counts = new Float64Array(QUARTERS_A_DAY * BINS);
    if (!prior) return;
    const bins = binsOf(prior);
    const weight = PRIOR_DAYS * (2 * spread + 1);
    const mean = bins.reduce((sum, share, bin) => sum + share * (bin + 0.5) * WIDTH, 0);
    for (let time = 0; time < QUARTERS_A_DAY; time++) {
      bins.forEach((share, bin) => this.#counts[time * BINS + bin] = weight * share);
      this.#count[time] = weight;
      this.#sum[time] = weight * mean;
    }
  }

  add({ first, values }: Series, day: number, sign: 1 | -1): void {
    const start = day * QUARTERS_A_DAY - first;
    if (start + QUARTERS_A_DAY <= 0 || start >= values.length) return;
    const daySum = new Float64Array(QUARTERS_A_DAY);
    const dayCount = new Float64Array(QUARTERS_A_DAY);
    for (let q = 0; q < QUARTERS_A_DAY; q++) {
      const value = values[start + q];
      if (value === undefined || Number.isNaN(value)) continue;
      const bin = Math.min(Math.floor(value / WIDTH), BINS - 1);
      for (let o = -this.#spread; o <= this.#spread; o++) {
        const time = timeOfDay(q + o);
        this.#counts[time * BINS + bin]! += sign;
        daySum[time]! += value;
        dayCount[time]! += 1;
      }
    }
    for (let time = 0; time < QUARTERS_A_DAY; time++) {
      if (dayCount[time] === 0) continue;
      this.#sum[time]! += sign * daySum[time]!;
      this.#count[time]! += sign * dayCount[time]!;
      if (sign < 0) continue;
      this.#recentSum[time] = RECENT * this.#recentSum[time]! + daySum[time]! / dayCount[time]!;
      this.#recentWeight[time] = RECENT * this.#recentWeight[time]! + 1;
    }
  }

  climatology(): Climatology {
    const made = () => new Float64Array(QUARTERS_A_DAY);
    const found = {
      bright: made().fill(LEAST_BRIGHT),
      p10: made(),
      median: made(),
      p90: made(),
      mean: made(),
      recent: made(),
    };
    for (let time = 0; time < QUARTERS_A_DAY; time++) {
      const count = this.#count[time]!;
      if (count < 0.5) continue;
      const [p10, median, p85, p90] = this.#quantiles(time, count);
      const bright = Math.max(p85!, LEAST_BRIGHT);
      const mean = this.#sum[time]! / count;
      const recent = (this.#recentSum[time]! + 0.5 * median!) / (this.#recentWeight[time]! + 0.5);
      found.bright[time] = bright;
      found.p10[time] = p10! / bright;
      found.median[time] = median! / bright;
      found.p90[time] = p90! / bright;
      found.mean[time] = mean / bright;
      found.recent[time] = recent / bright;
    }
    return found;
  }

  #quantiles(time: number, count: number): number[] {
    const found: number[] = [];
    const wanted = [0.1, 0.5, 0.85, 0.9];
    let below = 0;
    for (let bin = 0; bin < BINS && found.length < wanted.length; bin++) {
      const here = this.#counts[time * BINS + bin]!;
      while (found.length < wanted.length && below + here >= wanted[found.length]! * count - 1e-9) {
        const share = here > 0 ? (wanted[found.length]! * count - below) / here : 0;
        found.push(bin === 0 ? 0 : (bin + share) * WIDTH);
      }
      below += here;
    }
    while (found.length < wanted.length) found.push(HIGHEST_INDEX);
    return found;
  }
}

/** Returns the share of a distribution in each bin. */
function binsOf(distribution: Distribution): number[] {
  const below = (index: number) => {
    const at = distribution.findIndex(([point]) => point > index);
    if (at < 0) return 1;
    if (at === 0) return 0;
    const [x0, y0] = distribution[at - 1]!;
    const [x1, y1] = distribution[at]!;
    return y0 + (y1 - y0) * (index - x0) / (x1 - x0);
  };
  return Array.from({ length: BINS }, (_, bin) => below((bin + 1) * WIDTH) - below(bin * WIDTH));
}
