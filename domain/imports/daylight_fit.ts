import { nights } from "../solar/sun.ts";
import { dayPeriod, MINUTE } from "../time/time.ts";
import type { PreviewDay } from "./import.ts";

const HALF_HOUR = 30 * MINUTE;
/** Share of the highest power below which a half hour counts as none: inverters that wake up. */
const NOTHING = 0.01;

export interface Coordinates {
  latitude: number;
  longitude: number;
}

/** A calendar day, its hours without sun, and the time between the first and the last of them. */
export interface SunDay {
  startMs: number;
  endMs: number;
  nights: { startMs: number; endMs: number }[];
  /** Undefined where the sun does not rise or does not set on this day. */
  sun?: { riseMs: number; setMs: number };
}

/** Returns when the sun rises and sets on a day (`2026-03-29`) of a zone. */
export function sunDay(day: string, zone: string, { latitude, longitude }: Coordinates): SunDay {
  const { start, end } = dayPeriod(Temporal.PlainDate.from(day), zone);
  const [startMs, endMs] = [start.epochMilliseconds, end.epochMilliseconds];
  const dark = nights(startMs, endMs, latitude, longitude);
  const [first, last] = [dark[0], dark.at(-1)];
  const isUsual = dark.length === 2 && first!.startMs === startMs && last!.endMs === endMs;
  const sun = isUsual ? { riseMs: first!.endMs, setMs: last!.startMs } : undefined;
  return { startMs, endMs, nights: dark, sun };
}

/** How the power of some days lies between sunrise and sunset, in minutes (means over the days). */
export interface DaylightFit {
  /** Days that are known from sunrise to sunset: the means are theirs. */
  days: number;
  /** From sunrise to the first half hour with power; negative: in the dark. */
  beginsAfterSunrise: number;
  /** From the last half hour with power to sunset; negative: in the dark. */
  endsBeforeSunset: number;
  /** From the middle between sunrise and sunset to that of the energy; negative: before it. */
  middleAfterNoon: number;
  daysWithPower: number;
  /** Days with a half hour of power that lies wholly in the dark. */
  daysInTheDark: number;
}

/**
 * Compares when the power of a PV site begins and ends with the sun. A file that is read an hour
 * off, or by the wrong end of its periods, begins late and ends late. Returns null without a day
 * that has both power and a sunrise.
 */
export function daylightFit(
  days: readonly PreviewDay[],
  { zone, highestKw, place }: { zone: string; highestKw: number; place: Coordinates },
): DaylightFit | null {
  const isPower = (kw: number | null) => kw !== null && kw > NOTHING * highestKw;
  const found = days.flatMap(({ day, half_hours }) => {
    const { startMs, sun } = sunDay(day, zone, place);
    if (!sun || !half_hours?.some(isPower)) return [];
    const beginMs = startMs + half_hours.findIndex(isPower) * HALF_HOUR;
    const endMs = startMs + (half_hours.findLastIndex(isPower) + 1) * HALF_HOUR;
    const isKnown = (ms: number) => half_hours[Math.floor((ms - startMs) / HALF_HOUR)] != null;
    return [{
      after: (beginMs - sun.riseMs) / MINUTE,
      before: (sun.setMs - endMs) / MINUTE,
      middle: (middleOf(half_hours, startMs) - (sun.riseMs + sun.setMs) / 2) / MINUTE,
      isWhole: isKnown(sun.riseMs) && isKnown(sun.setMs),
    }];
  });
  if (found.length === 0) return null;
  const whole = found.filter(({ isWhole }) => isWhole);
  const mean = (of: "after" | "before" | "middle") =>
    whole.reduce((sum, day) => sum + day[of], 0) / (whole.length || 1);
  return {
    days: whole.length,
    beginsAfterSunrise: mean("after"),
    endsBeforeSunset: mean("before"),
    middleAfterNoon: mean("middle"),
    daysWithPower: found.length,
    daysInTheDark: found.filter(({ after, before }) => Math.min(after, before) <= -30).length,
  };
}

/** Returns the mean instant of a day's energy. */
function middleOf(halfHours: readonly (number | null)[], startMs: number): number {
  let [sum, weighted] = [0, 0];
  for (const [index, kw] of halfHours.entries()) {
    const energy = Math.max(0, kw ?? 0);
    sum += energy;
    weighted += energy * (index + 0.5);
  }
  return startMs + weighted / sum * HALF_HOUR;
}
