import { clockMs } from "../../time/zone_clock.ts";
import { HOUR } from "../../time/time.ts";
import type { SeenColumn } from "./columns.ts";
import type { Seen } from "./seen.ts";
import { numbersOf } from "./series.ts";

/** Hours of the clock at which no plant below 60° of latitude sees the sun, but for summer time in the west. */
const isNight = (hour: number) => hour >= 23 || hour < 3;
const isDay = (hour: number) => hour >= 8 && hour < 18;

/**
 * Returns whether a column is like the sun: above zero by day and zero at night. False where the file
 * has no night, too: the night is what others have and the sun has not.
 */
export function looksSolar(column: SeenColumn, seen: Seen): boolean {
  const zone = seen.zone === "UTC" ? seen.siteZone ?? "UTC" : "UTC"; // other times are of a clock already
  let [highest, atNight, nights, days] = [0, 0, 0, 0];
  for (const series of seen.series) {
    numbersOf(series, column, seen.marks).forEach((number, i) => {
      if (!Number.isFinite(number)) return;
      const hour = clockMs(series.startMs[i]!, zone) / HOUR;
      highest = Math.max(highest, Math.abs(number));
      if (isNight(hour)) {
        nights++;
        atNight = Math.max(atNight, Math.abs(number));
      }
      if (isDay(hour) && number > 0) days++;
    });
  }
  return nights >= 3 && days >= 3 && atNight <= highest * 0.01;
}
