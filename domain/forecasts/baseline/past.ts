/** A site's last hours and days as regressors. */
import type { Climatology } from "./climatology.ts";
import { dayOfQuarter, type Series, timeOfDay } from "./quarters.ts";

/**
 * Upper limits of shares of the bright index. After calm weeks rated power is several times what a
 * good hour of a wind site was.
 */
const HIGHEST_SHARE = { sun: 1.5, wind: 5 };
/** Quarter hours after which a value is not used: three days. */
const STALE = 3 * 96;
/** Quarter hours within which the last value counts as current: two hours. */
const NOW = 8;

/** The last values before a time, as departures from the climatology's median. */
export interface Recent {
  /** True when something was measured in the last two hours. */
  isFresh: boolean;
  last: number;
  /** The last value itself: an index. */
  lastIndex: number;
  hour: number;
  threeHours: number;
  /** Mean of 44 quarter hours, about one day of light. */
  day: number;
  /** Mean absolute step between the last nine quarter hours. */
  roughness: number;
}

const NOTHING: Recent = {
  isFresh: false,
  last: 0,
  lastIndex: 0,
  hour: 0,
  threeHours: 0,
  day: 0,
  roughness: 0.1,
};

/** A series as departures from the climatology of each day: index ÷ bright index − median. */
export class Past {
  readonly #first: number;
  readonly #values: ArrayLike<number>;
  /**
   * Positions of the values that are no gaps, and running sums over these: of values and of steps.
   */
  readonly #at: number[] = [];
  readonly #sums: number[] = [0];
  readonly #steps: number[] = [0];
  readonly #last: number[] = [];
  /** For each quarter hour of the series: how many values come before it. */
  readonly #before: Int32Array;

  constructor(
    { first, values }: Series,
    climatologyOf: (day: number) => Climatology,
    readonly source: "sun" | "wind",
  ) {
    this.#first = first;
    this.#values = values;
    this.#before = new Int32Array(values.length + 1);
    for (let i = 0; i < values.length; i++) {
      this.#before[i] = this.#at.length;
      if (Number.isNaN(values[i]!)) continue;
      const { bright, median } = climatologyOf(dayOfQuarter(first + i));
      const time = timeOfDay(first + i);
      const departure = this.share(values[i]!, bright[time]!) - median[time]!;
      const count = this.#at.length;
      const step = count > 0 ? Math.abs(departure - this.#last[count - 1]!) : 0;
      this.#at.push(i);
      this.#last.push(departure);
      this.#sums.push(this.#sums[count]! + departure);
      this.#steps.push(this.#steps[count]! + step);
    }
    this.#before[values.length] = this.#at.length;
  }

  /** Returns the share of an index in the bright one. */
  share(index: number, bright: number): number {
    return Math.min(index / bright, HIGHEST_SHARE[this.source]);
  }

  /** Returns what was known at the start of a quarter hour. */
  recent(quarter: number): Recent {
    const i = quarter - this.#first;
    const count = this.#countBefore(i);
    if (count === 0 || i - this.#at[count - 1]! > STALE) return NOTHING;
    return {
      isFresh: i - this.#at[count - 1]! <= NOW,
      last: this.#last[count - 1]!,
      lastIndex: this.#values[this.#at[count - 1]!]!,
      hour: this.#mean(count - 4, count),
      threeHours: this.#mean(count - 12, count),
      day: this.#mean(count - 44, count),
      roughness: this.#roughness(count),
    };
  }

  /**
   * Returns the mean departure within an hour of this time of day, on the newest day before
   * `issue`.
   */
  sameTime(target: number, issue: number): number {
    for (let middle = target - 96; middle > issue - STALE; middle -= 96) {
      if (middle + 4 >= issue) continue;
      const from = this.#countBefore(middle - 4 - this.#first);
      const to = this.#countBefore(middle + 5 - this.#first);
      return this.#mean(from, to);
    }
    return 0;
  }

  /** Returns the departure of a quarter hour; NaN for a gap. */
  departure(quarter: number): number {
    const count = this.#countBefore(quarter - this.#first);
    return this.#at[count] === quarter - this.#first ? this.#last[count]! : NaN;
  }

  #countBefore(i: number): number {
    return this.#before[Math.max(0, Math.min(i, this.#before.length - 1))]!;
  }

  #mean(from: number, to: number): number {
    const start = Math.max(0, from);
    return to > start ? (this.#sums[to]! - this.#sums[start]!) / (to - start) : 0;
  }

  #roughness(count: number): number {
    const steps = Math.min(8, count - 1);
    return steps > 0 ? (this.#steps[count]! - this.#steps[count - steps]!) / steps : 0.1;
  }
}
