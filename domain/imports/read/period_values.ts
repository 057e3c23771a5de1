import { HOUR, MINUTE } from "../../time/time.ts";
import type { Reading } from "../reading.ts";
import type { PeriodSink } from "./results.ts";
import type { Row } from "./row.ts";
import type { ShapeReader } from "./shape.ts";
import { otherMidnight } from "./local_days.ts";
import { leaveWithoutValues } from "./without_values.ts";

const DAY = 24 * HOUR;

/**
 * Reads lines that each have the value of one period, whose power `powerOf` tells from the value and
 * the hours of the period.
 */
export class PeriodValues implements ShapeReader {
  readonly #reading: Reading;
  readonly #results: PeriodSink;
  readonly #powerOf: (value: number, hours: number) => number;

  constructor(
    reading: Reading,
    results: PeriodSink,
    powerOf: (value: number, hours: number) => number,
  ) {
    this.#reading = reading;
    this.#results = results;
    this.#powerOf = powerOf;
  }

  take(row: Row): void {
    if (leaveWithoutValues(row, this.#results)) return;
    const sum = row.values.reduce((total, value) => total + value, 0);
    const [startMs, endMs] = this.#periodOf(row);
    const power = this.#powerOf(sum, (endMs - startMs) / HOUR);
    if (endMs - startMs <= DAY) return this.#results.add(row, startMs, endMs, power);
    if (!this.#isDay(endMs - startMs)) return this.#results.add(row, startMs, endMs, power);
    // The day of 25 hours, on which clocks are put back, is longer than a value can be about.
    const middleMs = (startMs + endMs) / 2;
    this.#results.add(row, startMs, middleMs, power);
    this.#results.add(row, middleMs, endMs, power);
  }

  end(): void {}

  #periodOf({ ms, endMs }: Row): [number, number] {
    const { step_minutes, label, zone } = this.#reading;
    if (endMs !== null) return [ms, endMs];
    const stepMs = step_minutes * MINUTE;
    const otherMs = label === "start" ? ms + stepMs : ms - stepMs;
    const exactMs = stepMs === DAY ? otherMidnight(ms, otherMs, zone) : otherMs;
    return label === "start" ? [ms, exactMs] : [exactMs, ms];
  }

  #isDay(lengthMs: number): boolean {
    return this.#reading.step_minutes * MINUTE === DAY && lengthMs <= DAY + HOUR;
  }
}
