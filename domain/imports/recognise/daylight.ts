import { clockMs } from "../../time/zone_clock.ts";
import { HOUR } from "../../time/time.ts";
import type { SeenColumn } from "./columns.ts";
import type { Seen } from "./seen.ts";
import { numbersOf } from "./series.ts";

/** Hours of the clock at which no plant below 60° of latitude sees the sun, but for summer time in the west. */
const isNight = (hour: number) => hour >= 23 || hour < 3;
const isDay = (hour: number) => hour >= 8 && hour < 18;

/** A number of a line, and the hour of the day that the clock shows. */
interface Hourly {
  hour: number;
  number: number;
}

/**
 * Returns whether a column is like the sun: above zero by day and zero at night. False where the file
 * has no night, too: the night is what others have and the sun has not.
 */
export function looksSolar(column: SeenColumn, seen: Seen): boolean {
  const series = hoursOf(column, seen);
  return isDarkAtNight(series) && series.flat().filter(({ hour }) => isNight(hour)).length >= 3;
}

/** Returns whether it may be the sun where the lines of nights are left out: days begin and end low. */
export function maybeSolar(column: SeenColumn, seen: Seen): boolean {
  const series = hoursOf(column, seen);
  const highest = highestOf(series);
  return isDarkAtNight(series) && series.every((one) => beginsAndEndsLow(one, highest));
}

function hoursOf(column: SeenColumn, seen: Seen): Hourly[][] {
  const zone = seen.zone === "UTC" ? seen.siteZone ?? "UTC" : "UTC"; // other times are of a clock already
  return seen.series.map((one) =>
    numbersOf(one, column, seen.marks).flatMap((number, i) => {
      const hour = clockMs(one.startMs[i]!, zone) / HOUR;
      return Number.isFinite(number) ? [{ hour, number: Math.abs(number) }] : [];
    })
  );
}

const highestOf = (series: Hourly[][]) =>
  series.flat().reduce((most, { number }) => Math.max(most, number), 0);

function isDarkAtNight(series: Hourly[][]): boolean {
  const limit = highestOf(series) * 0.01;
  const days = series.flat().filter(({ hour, number }) => isDay(hour) && number > 0);
  return days.length >= 3 &&
    series.flat().every(({ hour, number }) => !isNight(hour) || number <= limit);
}

/** Shares of the highest value at sunrise and sunset. */
const LOW = 0.1;

function beginsAndEndsLow(series: Hourly[], highest: number): boolean {
  const edges = series.filter(({ hour }, i) =>
    i === 0 || i === series.length - 1 || hour < series[i - 1]!.hour ||
    series[i + 1]!.hour < hour
  );
  return edges.every(({ number }) => number <= highest * LOW);
}
