import { MINUTE } from "../../time/time.ts";
import type { Reading } from "../reading.ts";
import type { Results } from "./results.ts";
import type { Row } from "./row.ts";

/** Rows that decide whether a file keeps to a grid. */
const DECIDING = 1000;
/** Share of rows on the grid from which on the others are disturbances. */
const NEARLY_ALL = 0.95;
/** Of few rows, one may be off. */
const FEW = 5;
/** Times that are nearer than so much of a step are about shorter periods. */
const NEAR = 0.75;
/** So many near times in a row are no disturbance: the step of the file has changed. */
const MANY_NEAR = 3;

/**
 * Leaves out rows whose values are about other periods than the step: those off its grid, where
 * nearly all of the first 1,000 rows are on it, and those of a part of the file in which times are
 * nearer to each other. Rows wait until the grid is known.
 */
export class Grid {
  readonly #stepMs: number;
  readonly #moduloMs: number;
  readonly #results: Results;
  #waiting: Row[] | undefined = [];
  /** Where the grid lies within its step; NaN where there is none. */
  #phaseMs = NaN;
  /** By site and inverter: the last time, and how many in a row were near to the one before. */
  readonly #last = new Map<string, { ms: number; near: number }>();

  constructor({ step_minutes }: Reading, results: Results) {
    this.#stepMs = step_minutes * MINUTE;
    // A change of clocks moves a grid of more than an hour by an hour.
    this.#moduloMs = commonDivisor(this.#stepMs, 60 * MINUTE);
    this.#results = results;
  }

  /** Returns the rows that can go on. */
  take(row: Row): Row[] {
    if (!this.#waiting) return this.#isGood(row) ? [row] : [];
    this.#waiting.push(row);
    return this.#waiting.length < DECIDING ? [] : this.end();
  }

  /** Returns the rows that still wait. */
  end(): Row[] {
    const rows = this.#waiting ?? [];
    this.#waiting = undefined;
    const counts = new Map<number, number>();
    for (const row of rows) {
      const phase = this.#phaseOf(row);
      counts.set(phase, (counts.get(phase) ?? 0) + 1);
    }
    const [phase, most] = [...counts].reduce((a, b) => b[1] > a[1] ? b : a, [NaN, 0]);
    const isOneOff = rows.length >= FEW && most === rows.length - 1;
    if (isOneOff || most >= NEARLY_ALL * rows.length) this.#phaseMs = phase;
    return rows.filter((row) => this.#isGood(row));
  }

  #phaseOf({ ms }: Row): number {
    return ms % this.#moduloMs;
  }

  #isGood(row: Row): boolean {
    const isOn = Number.isNaN(this.#phaseMs) || this.#phaseOf(row) === this.#phaseMs;
    if (this.#hasOtherStep(row)) {
      const message = "Times are nearer to each other here than the step of the file.";
      this.#results.leave(row, "off_grid", message);
      return false;
    }
    if (!isOn) {
      const message = "The time is off the grid of nearly all other lines.";
      this.#results.leave(row, "off_grid", message);
    }
    return isOn;
  }

  #hasOtherStep({ site, inverter, ms }: Row): boolean {
    const key = `${site}\0${inverter}`;
    const last = this.#last.get(key);
    if (!last) this.#last.set(key, { ms, near: 0 });
    if (!last || last.ms === ms) return false;
    last.near = Math.abs(ms - last.ms) < NEAR * this.#stepMs ? last.near + 1 : 0;
    last.ms = ms;
    return last.near >= MANY_NEAR;
  }
}

function commonDivisor(a: number, b: number): number {
  return b < 1 ? a : commonDivisor(b, a % b);
}
