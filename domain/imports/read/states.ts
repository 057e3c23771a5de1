import { HOUR, MINUTE } from "../../time/time.ts";
import type { Reading } from "../reading.ts";
import { Direction } from "./direction.ts";
import { type PeriodSink, span } from "./results.ts";
import type { Row } from "./row.ts";
import type { ShapeReader } from "./shape.ts";
import { leaveWithoutValues } from "./without_values.ts";

/** A state that nothing follows for longer is one whose source was away. */
const LONGEST_MS = 24 * HOUR;
/** What loggers write while they know nothing; the state before ends there. */
const UNKNOWN = /^(?:unknown|unavailable)?$/i;

/**
 * Reads powers that each hold until the next line: the mean over time of each period of the step,
 * counted from 1970, that is wholly covered by known states.
 */
export class States implements ShapeReader {
  readonly #stepMs: number;
  readonly #results: PeriodSink;
  readonly #direction = new Direction();
  #last: Row | undefined;
  /** The period that is being covered: its start, how long it is covered, kW × ms, a row of it. */
  #startMs = NaN;
  #coveredMs = 0;
  #sum = 0;
  #row: Row | undefined;

  constructor({ step_minutes }: Reading, results: PeriodSink) {
    this.#stepMs = step_minutes * MINUTE;
    this.#results = results;
  }

  take(row: Row): void {
    if (row.fault && !UNKNOWN.test(row.faultText)) leaveWithoutValues(row, this.#results);
    const [last, turn] = [this.#last, this.#direction.next(row.ms)];
    if (last && turn === "forward") this.#hold(last, last.ms, row.ms);
    if (last && turn === "back") this.#hold(row, row.ms, last.ms);
    this.#last = row;
  }

  /** Takes a line that cannot be read: the state is unknown until the next line. */
  unknown(): void {
    this.#last = undefined;
  }

  end(): void {
    this.#finish();
  }

  /** Spreads a state over the periods in which it held, in the order in which the file goes. */
  #hold(state: Row, fromMs: number, untilMs: number): void {
    const kw = state.values.reduce((sum, value) => sum + value, 0);
    if (Number.isNaN(kw) || untilMs - fromMs > LONGEST_MS) return;
    const starts: number[] = [];
    const firstMs = Math.floor(fromMs / this.#stepMs) * this.#stepMs;
    for (let ms = firstMs; ms < untilMs; ms += this.#stepMs) starts.push(ms);
    if (this.#startMs > firstMs) starts.reverse();
    for (const startMs of starts) {
      const lengthMs = Math.min(untilMs, startMs + this.#stepMs) - Math.max(fromMs, startMs);
      this.#cover(startMs, lengthMs, kw, state);
    }
  }

  #cover(startMs: number, lengthMs: number, kw: number, row: Row): void {
    if (startMs !== this.#startMs) {
      this.#finish();
      [this.#startMs, this.#coveredMs, this.#sum] = [startMs, 0, 0];
    }
    this.#row = row;
    this.#coveredMs += lengthMs;
    this.#sum += kw * lengthMs;
  }

  #finish(): void {
    if (!this.#row) return;
    const [row, startMs, endMs] = [this.#row, this.#startMs, this.#startMs + this.#stepMs];
    this.#row = undefined;
    if (this.#coveredMs >= this.#stepMs) {
      return this.#results.add(row, startMs, endMs, this.#sum / this.#coveredMs);
    }
    const message = `${span(startMs, endMs)} is not wholly covered by known states.`;
    this.#results.leave(row, "not_covered", message);
  }
}
