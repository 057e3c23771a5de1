import { offsetMs } from "./zone_clock.ts";

const DAY = 86_400_000;

/** Offsets by zone, then by UTC day since 1970; null on days on which the clock changes. */
const known = new Map<string, Map<number, number | null>>();
const MOST_OF_A_ZONE = 5000;

/**
 * Returns the same as `offsetMs`, for files of years: it looks a day up once. A clock that changes
 * twice within one UTC day, back to where it was, is not noticed; none ever did.
 */
export function offsetByDay(ms: number, zone: string): number {
  const day = Math.floor(ms / DAY);
  const ofZone = known.get(zone) ?? new Map<number, number | null>();
  let offset = ofZone.get(day);
  if (offset === undefined) {
    const [first, last] = [day, day + 1].map((at) => offsetMs(at * DAY, zone));
    offset = first === last ? first! : null;
    if (ofZone.size >= MOST_OF_A_ZONE) ofZone.clear();
    known.set(zone, ofZone.set(day, offset));
  }
  return offset ?? offsetMs(ms, zone);
}
