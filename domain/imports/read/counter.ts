import { HOUR } from "../../time/time.ts";
import type { Reading } from "../reading.ts";
import { Direction } from "./direction.ts";
import { localDay } from "./local_days.ts";
import { type PeriodSink, span } from "./results.ts";
import type { Row } from "./row.ts";
import type { ShapeReader } from "./shape.ts";
import { leaveWithoutValues } from "./without_values.ts";

/**
 * Reads the counters of a site: what they rise by between two readings is the energy in between.
 * Where one fell it was reset or exchanged, and nothing is known of the energy. A period lies between
 * readings of all counters.
 */
export class Counters implements ShapeReader {
  readonly #reading: Reading;
  readonly #results: PeriodSink;
  readonly #direction = new Direction();
  /** The last row with values of all counters. */
  #last: Row | undefined;
  /** The last value of each counter, and its time. */
  #lastOfEach: { ms: number; value: number }[] = [];
  #hasFallen = false;

  constructor(reading: Reading, results: PeriodSink) {
    this.#reading = reading;
    this.#results = results;
  }

  take(row: Row): void {
    this.#compareEach(row);
    if (leaveWithoutValues(row, this.#results)) return;
    const [last, turn] = [this.#last, this.#direction.next(row.ms)];
    if (turn === "same") return this.#takeSame(row, last!);
    if (turn === "first") this.#begin(row);
    else if (turn === "forward") this.#between(last!, row, row);
    else this.#between(row, last!, row);
    this.#last = row;
    this.#hasFallen = false;
  }

  end(): void {}

  /** Sees falls of single counters, also between readings that others lack. */
  #compareEach({ ms, values }: Row): void {
    for (const [i, value] of values.entries()) {
      if (Number.isNaN(value)) continue;
      const before = this.#lastOfEach[i];
      if (before && (value - before.value) * (ms - before.ms) < 0) this.#hasFallen = true;
      this.#lastOfEach[i] = { ms, value };
    }
  }

  #begin({ ms, values }: Row): void {
    this.#lastOfEach = values.map((value) => ({ ms, value }));
  }

  #takeSame(row: Row, last: Row): void {
    if (row.values.every((value, i) => value === last.values[i])) return;
    const message = "An earlier line has another reading of the counter at this time.";
    this.#results.leave(row, "second_value", message);
    this.#begin(last);
  }

  #between(older: Row, newer: Row, row: Row): void {
    const kwh = newer.values.reduce((sum, value, i) => sum + value - older.values[i]!, 0);
    if (this.#hasFallen || kwh < 0) return this.#fell(older.ms, newer.ms, row);
    if (kwh > 0 && this.#mayHideReset(older.ms, newer.ms)) {
      const message = `${span(older.ms, newer.ms)}: the counter may have begun anew at midnight.`;
      return this.#results.leave(row, "not_covered", message);
    }
    this.#results.add(row, older.ms, newer.ms, kwh / ((newer.ms - older.ms) / HOUR));
  }

  #fell(startMs: number, endMs: number, row: Row): void {
    const why = this.#reading.shape === "day_counter" ? "began anew" : "was reset or exchanged";
    const message = `${span(startMs, endMs)}: the counter fell, so it ${why}, and what was ` +
      "produced in between is not known.";
    this.#results.leave(row, "counter_fell", message);
  }

  /** A counter of the day that is not read around midnight can be higher than the day before's. */
  #mayHideReset(startMs: number, endMs: number): boolean {
    const { shape, zone } = this.#reading;
    if (shape !== "day_counter" || endMs - startMs <= HOUR) return false;
    return localDay(startMs, zone) !== localDay(endMs, zone);
  }
}
