/** What can be odd about rows that are stored all the same: a stable code and its sentence. */
export const WARNINGS = {
  negative_power: "Power below 0.",
  p_levels_cross: "A P-level above a higher one, such as P10 above P90.",
  p_level_above_capacity: "A P-level above the largest capacity that the site has or had.",
  power_at_night: "More than 2 % of the capacity while the sun is 6° or more below the horizon: " +
    "check the offset from UTC, the coordinates and the sign of the longitude.",
  only_rises: "The values only rise, like those of a counter: send mean power in kW, not energy.",
  above_clear_sky:
    "A day with more than 1.3 times the energy of a cloudless sky: check the unit, " +
    "the capacity, tilt and orientation.",
  stuck: "One value for hours of daylight (wind: a day), which is none that a plant holds: the " +
    "meter may be stuck.",
  far_above_measured: "More than 10 times the highest value measured so far, at a site without a " +
    "capacity: check the unit.",
} as const;
export type WarningCode = keyof typeof WARNINGS;

/** The place of a row in a request, counted from 0; `forecast`: of several runs, the run's. */
export interface Place {
  row: number;
  forecast?: number;
}

/** Rows that one thing is odd about: how many, and the first of them, counted from 1. */
export interface Warning {
  code: WarningCode;
  count: number;
  first_row: number;
  /** Of several runs, the one that has the row, counted from 1. */
  first_forecast?: number;
  message: string;
}

/** Counts the rows that are odd, by code. */
export class WarningList {
  readonly #found = new Map<WarningCode, { count: number; first: Place }>();

  add(code: WarningCode, place: Place): void {
    const found = this.#found.get(code);
    if (!found) this.#found.set(code, { count: 1, first: place });
    else {
      found.count++;
      if (isBefore(place, found.first)) found.first = place;
    }
  }

  /** Returns the warnings in the order of `WARNINGS`. */
  list(): Warning[] {
    return (Object.keys(WARNINGS) as WarningCode[]).flatMap((code) => {
      const found = this.#found.get(code);
      if (!found) return [];
      const { count, first: { row, forecast } } = found;
      const ofRun = forecast === undefined ? {} : { first_forecast: forecast + 1 };
      return { code, count, first_row: row + 1, ...ofRun, message: WARNINGS[code] };
    });
  }
}

function isBefore(a: Place, b: Place): boolean {
  const [runA, runB] = [a.forecast ?? 0, b.forecast ?? 0];
  return runA < runB || (runA === runB && a.row < b.row);
}
