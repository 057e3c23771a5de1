import type { Reading } from "../reading.ts";
import { parseNumber } from "./number.ts";
import type { TableRow } from "./records.ts";

/** A whole number below this share of the one before may have lost its last digits. */
const FALL = 0.2;

/**
 * Tells whether the last line of a file without a line end looks cut off. Many files end so and are
 * whole: the line is taken unless it has fewer cells than the line before, its last cell is a time or
 * a name shorter than all before, or a value with fewer decimals than all before, with a mark and no
 * decimals, or that falls to a small part of the value before.
 */
export class FileEnd {
  readonly #reading: Reading;
  readonly #values: Set<number>;
  readonly #others: Set<number>;
  #width = 0;
  #leastLetters = Infinity;
  #leastDecimals = Infinity;
  #before = "";

  constructor(reading: Reading) {
    this.#reading = reading;
    const { time, end_time, value_columns, inverter_column, site_column } = reading;
    this.#values = new Set(value_columns);
    const times = [...time.columns, ...end_time?.columns ?? []];
    this.#others = new Set([...times, inverter_column ?? -1, site_column ?? -1]);
  }

  /** Takes a line of values that is not the last one. */
  take({ cells }: TableRow): void {
    const last = cells.at(-1)!.trim();
    this.#width = cells.length;
    this.#leastLetters = Math.min(this.#leastLetters, last.length);
    if (!this.#values.has(cells.length - 1) || !/\d$/.test(last)) return;
    this.#leastDecimals = Math.min(this.#leastDecimals, this.#decimalsOf(last));
    this.#before = last;
  }

  isCutOff({ cells }: TableRow): boolean {
    if (cells.length < this.#width) return true;
    if (this.#width === 0) return false;
    const [column, last] = [cells.length - 1, cells.at(-1)!.trim()];
    if (this.#values.has(column)) return this.#isCutValue(last);
    return this.#others.has(column) && last.length < this.#leastLetters;
  }

  #isCutValue(text: string): boolean {
    const [value, before] = [text, this.#before].map((cell) => parseNumber(cell, this.#reading));
    if (typeof value !== "number" || typeof before !== "number") return false;
    const decimals = this.#decimalsOf(text);
    if (/\D$/.test(text) || decimals < this.#leastDecimals) return true;
    return decimals === 0 && value !== 0 && Math.abs(value) < FALL * Math.abs(before);
  }

  #decimalsOf(text: string): number {
    const mark = text.lastIndexOf(this.#reading.decimal);
    return mark < 0 ? 0 : text.length - mark - 1;
  }
}
