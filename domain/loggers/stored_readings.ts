import type { Reading } from "./reading.ts";

/** What became of readings that were sent. */
export interface Stored {
  /** Readings that were not there. */
  new: number;
  /** Readings that were there with another value: the value sent last wins. */
  changed: number;
  /** Readings that were there with the same value. */
  unchanged: number;
  /** By name, readings of variables past the 500th of the logger: they are not stored. */
  unknown: Record<string, number>;
  /** Readings that are not stored, by their place in what was sent (from 0), and why. */
  refused: RefusedReading[];
}

export interface RefusedReading {
  index: number;
  message: string;
}

/** Variables that a logger can have. */
export const MOST_VARIABLES = 500;
/** The longest name of a variable, in UTF-16 units: an index holds it in any script. */
export const LONGEST_NAME = 500;

export const WRONG_TIME = "The time is before 2000 or more than a day ahead.";

/** Readings as they are sent to the database: each name once, and columns of equal length. */
export interface ReadingColumns {
  names: string[];
  /** For each reading the place of its name, from 1. */
  indexes: number[];
  times: number[];
  values: number[];
  /** For each of these rows the place of its reading in what was sent, from 0. */
  places: number[];
  refused: RefusedReading[];
}

/**
 * Puts readings into columns. Refuses those that no database could hold: names that are empty, longer
 * than 500 characters or contain NUL, values that are not finite, times that are no safe integers.
 */
export function readingColumns(readings: readonly Reading[]): ReadingColumns {
  const columns: ReadingColumns = {
    names: [],
    indexes: [],
    times: [],
    values: [],
    places: [],
    refused: [],
  };
  const indexOf = new Map<string, number>();
  readings.forEach(({ variable, time, value }, place) => {
    // Before the look-up, which reads a name to its end: thousands of long ones would take seconds.
    const isKnown = variable.length <= LONGEST_NAME && indexOf.has(variable);
    const message = faultOf(variable, time, value, isKnown);
    if (message !== undefined) return void columns.refused.push({ index: place, message });
    let index = indexOf.get(variable);
    if (index === undefined) {
      index = columns.names.push(variable);
      indexOf.set(variable, index);
    }
    columns.indexes.push(index);
    columns.times.push(time);
    columns.values.push(value);
    columns.places.push(place);
  });
  return columns;
}

function faultOf(
  variable: string,
  time: number,
  value: number,
  isKnown: boolean,
): string | undefined {
  if (!isKnown) {
    const fault = faultOfName(variable);
    if (fault !== undefined) return fault;
  }
  if (!Number.isFinite(value)) return "The value is not a finite number.";
  if (!Number.isSafeInteger(time)) return WRONG_TIME;
}

/** Returns why a name cannot be that of a variable; undefined when it can. */
export function faultOfName(name: string): string | undefined {
  if (name === "") return "The variable has no name.";
  if (name.length > LONGEST_NAME) {
    return `The name of the variable is longer than ${LONGEST_NAME} characters.`;
  }
  if (name.includes("\0")) return "The name of the variable contains a NUL character.";
}
