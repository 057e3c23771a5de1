import { offsetByDay } from "../../time/day_offset.ts";

/** Settlement days are those of the clock in Great Britain (Balancing and Settlement Code, K 1.6). */
const ZONE = "Europe/London";
const DAY = 86_400_000;
const PERIOD = 30 * 60_000;

/** Starts of settlement days by their number since 1970. */
const starts = new Map<number, number>();
const MOST_STARTS = 5000;

function startOf(day: number): number {
  const known = starts.get(day);
  if (known !== undefined) return known;
  const start = new Temporal.PlainDate(1970, 1, 1).add({ days: day }).toZonedDateTime(ZONE)
    .epochMilliseconds;
  if (starts.size >= MOST_STARTS) starts.clear();
  starts.set(day, start);
  return start;
}

/**
 * Returns the settlement day, as days since 1970, and period of an instant (milliseconds since 1970):
 * half hours counted from 1 at the local midnight, up to 46 and 50 on the days of a clock change.
 */
export function settlementPeriod(ms: number): { day: number; period: number } {
  const day = Math.floor((ms + offsetByDay(ms, ZONE)) / DAY);
  return { day, period: Math.floor((ms - startOf(day)) / PERIOD) + 1 };
}
