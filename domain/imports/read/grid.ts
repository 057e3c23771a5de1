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

/**
 * Leaves out rows whose time is off the grid of the step, where nearly all of the first 1,000 are on
 * it: values of odd times are about other periods than the step. Rows wait until that is decided.
 */
export class Grid {
  readonly #moduloMs: number;
  readonly #results: Results;
  #waiting: Row[] | undefined = [];
  /** Where the grid lies within its step; NaN where there is none. */
  #phaseMs = NaN;

  constructor({ step_minutes }: Reading, results: Results) {
    // A change of clocks moves a grid of more than an hour by an hour.
    this.#moduloMs = commonDivisor(step_minutes * MINUTE, 60 * MINUTE);
    this.#results = results;
  }

  /** Returns the rows that can go on. */
  take(row: Row): Row[] {
    if (!this.#waiting) return this.#isOn(row) ? [row] : [];
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
    return rows.filter((row) => this.#isOn(row));
  }

  #phaseOf({ ms }: Row): number {
    return ms % this.#moduloMs;
  }

  #isOn(row: Row): boolean {
    if (Number.isNaN(this.#phaseMs) || this.#phaseOf(row) === this.#phaseMs) return true;
    const message = "The time is off the grid of nearly all other lines.";
    this.#results.leave(row, "off_grid", message);
    return false;
  }
}

function commonDivisor(a: number, b: number): number {
  return b < 1 ? a : commonDivisor(b, a % b);
}
