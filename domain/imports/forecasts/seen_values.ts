import { SeenPeriods } from "../read/seen_periods.ts";
import type { ForecastRow } from "./forecast_row.ts";

/** Runs whose values share a number of `SeenPeriods`, which tells 16,384 apart. */
const SHARING = 128;
/** Seconds from 1970 until 2106. */
const SECONDS = 2 ** 32;
/** Milliseconds that `SeenPeriods` counts as one. */
const RESOLUTION_MS = 10;

/** Remembers the values of runs by their start, to find a second value of a time in a run. */
export class SeenValues {
  readonly #seen = new SeenPeriods();

  /** Returns whether the run, of a number below 2,000,000, has another value for this start. */
  isSecond(run: number, value: ForecastRow): boolean {
    const second = Math.round(value.startMs / 1000);
    const place = (run % SHARING * SECONDS + second) * RESOLUTION_MS;
    const known = this.#seen.add(Math.floor(run / SHARING), place, printOf(value));
    return known !== undefined && Math.abs(known - printOf(value)) > tolerance(known);
  }
}

/** Returns one number that differs where power or P-levels do. */
function printOf({ powerKw, p10Kw, p90Kw }: ForecastRow): number {
  return powerKw + (p10Kw ?? -1) / 3 + (p90Kw ?? -1) / 7;
}

/** 32 bits hold so much of a number. */
const tolerance = (value: number) => 1e-6 * Math.max(1, Math.abs(value));
