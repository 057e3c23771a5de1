import { AppError } from "../../errors.ts";
import { HOUR, utcText } from "../../time/time.ts";
import { wrongPower } from "../../value_limits.ts";
import type { LeftOutLine, LeftOutReason, ReadPeriod } from "../read_rows.ts";
import { leftOut, type Row } from "./row.ts";
import { SeenPeriods } from "./seen_periods.ts";

/** Returns the largest capacity in kW of the site that a file names so; null where it is not known. */
export type CapacityOf = (site: string | null) => number | null;

/** Milliwatts: below that, numbers tell how a computer counts. */
const MICRO = 1e6;
/** Relative difference of powers that are one, as 32 bits hold them. */
const SAME = 1e-6;

/** Periods of a file. A few lines of states can bring more than fit into memory. */
const MOST_PERIODS = 2_100_000;

/** What takes the periods of rows, and the rows that are left out. */
export type PeriodSink = Pick<Results, "add" | "leave">;

/** Collects what lines bring, and leaves out periods that no site can have. */
export class Results {
  #periods: ReadPeriod[] = [];
  #leftOut: LeftOutLine[] = [];
  readonly #capacityOf: CapacityOf;
  readonly #seen = new SeenPeriods();
  readonly #sites = new Map<string | null, number>();
  #added = 0;

  constructor(capacityOf: CapacityOf) {
    this.#capacityOf = capacityOf;
  }

  /** How many periods and lines wait to be taken. */
  get count(): number {
    return this.#periods.length + this.#leftOut.length;
  }

  /** Returns what was added since it was last taken; lines left out in order. */
  taken(): { periods: ReadPeriod[]; leftOut: LeftOutLine[] } {
    const leftOut = this.#leftOut.sort((a, b) => a.line - b.line); // some wait longer than others
    const found = { periods: this.#periods, leftOut };
    [this.#periods, this.#leftOut] = [[], []];
    return found;
  }

  /** Adds a line that is left out. */
  leave(row: Pick<Row, "line" | "cells">, reason: LeftOutReason, message: string): void {
    this.#leftOut.push(leftOut(row, reason, message));
  }

  /**
   * Adds the mean power of a period. Left out are periods longer than a day, powers that the site
   * cannot have, and another power of a period that is known; the same power again is no news.
   * Throws "invalid" for more periods than a file may have.
   */
  add(row: Row, startMs: number, endMs: number, power: number): void {
    if (++this.#added > MOST_PERIODS) {
      const message = `The file makes more than ${MOST_PERIODS} periods. Split it, or choose a ` +
        "longer step.";
      throw new AppError("invalid", message);
    }
    const powerKw = Math.round(power * MICRO) / MICRO;
    if (endMs - startMs > 24 * HOUR) {
      const message = `${span(startMs, endMs)} is longer than a day, which no value can be about.`;
      return this.leave(row, "not_covered", message);
    }
    const wrong = wrongPower("generation_power_kw", powerKw, this.#capacityOf(row.site));
    if (wrong) return this.leave(row, "impossible", `${span(startMs, endMs)}: ${wrong.message}`);
    const known = this.#seen.add(this.#numberOf(row.site), startMs, powerKw);
    if (known === undefined) {
      this.#periods.push({ line: row.line, site: row.site, startMs, endMs, powerKw });
    } else if (!isSame(known, powerKw)) {
      const message =
        `An earlier line has another value for the period from ${utcText(startMs)}: ` +
        `${rounded(known)} kW, here ${rounded(powerKw)} kW.`;
      this.leave(row, "second_value", message);
    }
  }

  #numberOf(site: string | null): number {
    const known = this.#sites.get(site);
    if (known !== undefined) return known;
    this.#sites.set(site, this.#sites.size);
    return this.#sites.size - 1;
  }
}

/** Returns a period as a message names it. */
export function span(startMs: number, endMs: number): string {
  return `${utcText(startMs)} to ${utcText(endMs)}`;
}

const isSame = (a: number, b: number) => Math.abs(a - b) <= SAME * Math.max(1, Math.abs(b));
const rounded = (kw: number) => Number(kw.toPrecision(7));
