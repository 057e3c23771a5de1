/** What a site's last hours and days were like, as numbers that a regression can use. */
import type { Climatology } from "./climatology.ts";
import { dayOfQuarter, type Series, timeOfDay } from "./quarters.ts";

/** A share of the bright index beyond this counts as this. */
export const HIGHEST_SHARE = 1.5;
/** Values that are older than three days tell nothing of now. */
const STALE = 3 * 96;
/** A last value that is older than this is no "now". */
const NOW = 8;

/** The last values before a time, as departures from what is usual at their time of day. */
export interface Recent {
  /** True when something was measured in the last two hours. */
  isFresh: boolean;
  last: number;
  hour: number;
  threeHours: number;
  /** Of about a day: 44 quarter hours. */
  day: number;
  /** Mean step from one quarter hour to the next, in the last nine. */
  roughness: number;
}

const NOTHING: Recent = { isFresh: false, last: 0, hour: 0, threeHours: 0, day: 0, roughness: 0.1 };

/** Departures from the climatology of their day: index over the bright one, less the median. */
export class Past {
  readonly #first: number;
  /** Where the values are that are there, and running sums over them: of values and of steps. */
  readonly #at: number[] = [];
  readonly #sums: number[] = [0];
  readonly #steps: number[] = [0];
  readonly #last: number[] = [];
  /** For each quarter hour of the series: how many values lie before it. */
  readonly #before: Int32Array;

  constructor({ first, values }: Series, climatologyOf: (day: number) => Climatology) {
    this.#first = first;
    this.#before = new Int32Array(values.length + 1);
    for (let i = 0; i < values.length; i++) {
      this.#before[i] = this.#at.length;
      if (Number.isNaN(values[i]!)) continue;
      const { bright, median } = climatologyOf(dayOfQuarter(first + i));
      const time = timeOfDay(first + i);
      const departure = Math.min(values[i]! / bright[time]!, HIGHEST_SHARE) - median[time]!;
      const count = this.#at.length;
      const step = count > 0 ? Math.abs(departure - this.#last[count - 1]!) : 0;
      this.#at.push(i);
      this.#last.push(departure);
      this.#sums.push(this.#sums[count]! + departure);
      this.#steps.push(this.#steps[count]! + step);
    }
    this.#before[values.length] = this.#at.length;
  }

  /** What was known at the start of a quarter hour. */
  recent(quarter: number): Recent {
    const i = quarter - this.#first;
    const count = this.#countBefore(i);
    if (count === 0 || i - this.#at[count - 1]! > STALE) return NOTHING;
    return {
      isFresh: i - this.#at[count - 1]! <= NOW,
      last: this.#last[count - 1]!,
      hour: this.#mean(count - 4, count),
      threeHours: this.#mean(count - 12, count),
      day: this.#mean(count - 44, count),
      roughness: this.#roughness(count),
    };
  }

  /** The departure at this time of day, an hour on either side: of the newest day known at `issue`. */
  sameTime(target: number, issue: number): number {
    for (let middle = target - 96; middle > issue - STALE; middle -= 96) {
      if (middle + 4 >= issue) continue;
      const from = this.#countBefore(middle - 4 - this.#first);
      const to = this.#countBefore(middle + 5 - this.#first);
      return this.#mean(from, to);
    }
    return 0;
  }

  /** The departure of a quarter hour itself. */
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
