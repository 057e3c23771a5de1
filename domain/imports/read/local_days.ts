import { HOUR } from "../../time/time.ts";
import { offsetAt } from "./wall_clock.ts";

const DAY = 24 * HOUR;

/** Returns the day of an instant in a zone, in days since 1970. */
export function localDay(ms: number, zone: string): number {
  return Math.floor((ms + offsetAt(ms, zone)) / DAY);
}

/**
 * Returns the midnight of a zone that is near `otherMs`, 24 hours from `ms`, where `ms` is a
 * midnight: days on which clocks change have 23 or 25 hours. Else returns `otherMs`.
 */
export function otherMidnight(ms: number, otherMs: number, zone: string): number {
  const offset = offsetAt(ms, zone);
  if ((ms + offset) % DAY !== 0) return otherMs;
  return otherMs + offset - offsetAt(otherMs, zone);
}
