const QUARTER = 15 * 60_000;
const DAY = 24 * 60 * 60_000;

/**
 * Offsets by zone, then by quarter hour since 1970: a page needs the same ones many times, and
 * Temporal is slow.
 */
const known = new Map<string, Map<number, number>>();
const MOST_OF_A_ZONE = 3000;

/** Returns how far the clock of a zone is ahead of UTC at an instant (milliseconds since 1970), in milliseconds. */
export function offsetMs(ms: number, zone: string): number {
  const quarter = Math.floor(ms / QUARTER);
  const ofZone = known.get(zone) ?? new Map<number, number>();
  const before = ofZone.get(quarter);
  if (before !== undefined) return before;
  const [first, last] = [quarter, quarter + 1].map((at) => exactOffset(at * QUARTER, zone));
  if (first !== last) return exactOffset(ms, zone); // clocks change within this quarter or at its end
  if (ofZone.size >= MOST_OF_A_ZONE) ofZone.clear();
  known.set(zone, ofZone.set(quarter, first!));
  return first!;
}

function exactOffset(ms: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds /
    1e6;
}

/** Returns the time on the clock of a zone at an instant, in milliseconds since its 00:00. */
export function clockMs(ms: number, zone: string): number {
  return ((ms + offsetMs(ms, zone)) % DAY + DAY) % DAY;
}

/** Returns milliseconds since 00:00 as `HH:MM`, rounded down; 24 hours and more begin again. */
export function clockText(ms: number): string {
  const minutes = Math.floor(ms % DAY / 60_000);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
