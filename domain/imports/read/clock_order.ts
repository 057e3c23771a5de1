import { HOUR } from "../../time/time.ts";
import type { Instants } from "./wall_clock.ts";

/**
 * Decides by the order of a series' lines which of two instants a time means that the clock shows
 * twice: in a series that goes forward the first one until it would go back, and the other way
 * round. `stepMs` tells the same time on two lines: in steps of less than an hour it is one time.
 */
export class ClockOrder {
  readonly #stepMs: number;
  #last: Instants | undefined;
  #lastMs = NaN;
  /** Undefined before the second time: the nearer instant follows then. */
  #isForward: boolean | undefined;

  constructor(stepMs: number) {
    this.#stepMs = stepMs;
  }

  next(instants: Instants): number {
    const { ms, laterMs } = instants;
    const found = laterMs === null ? ms : this.#choose(ms, laterMs);
    if (found !== this.#lastMs && !Number.isNaN(this.#lastMs)) {
      this.#isForward = found > this.#lastMs;
    }
    [this.#last, this.#lastMs] = [instants, found];
    return found;
  }

  #choose(ms: number, laterMs: number): number {
    const last = this.#lastMs;
    if (this.#last?.ms === ms && this.#stepMs < HOUR) return last;
    if (Number.isNaN(last)) return ms;
    const isLaterNearer = last === ms || Math.abs(laterMs - last) < Math.abs(ms - last);
    if (this.#isForward === undefined) return isLaterNearer ? laterMs : ms;
    if (this.#isForward) return ms > last || laterMs <= last ? ms : laterMs;
    return laterMs < last || ms >= last ? laterMs : ms;
  }
}
