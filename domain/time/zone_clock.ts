const QUARTER = 15 * 60_000;
const DAY = 24 * 60 * 60_000;

/** Offsets by zone and quarter hour: a page needs the same ones many times, and Temporal is slow. */
const known = new Map<string, number>();
const MOST_KNOWN = 20_000;

/** Returns how far the clock of a zone is ahead of UTC at an instant (milliseconds since 1970), in milliseconds. */
export function offsetMs(ms: number, zone: string): number {
  const quarter = Math.floor(ms / QUARTER);
  const key = `${quarter} ${zone}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const [first, last] = [quarter, quarter + 1].map((at) => exactOffset(at * QUARTER, zone));
  if (first !== last) return exactOffset(ms, zone); // clocks change within this quarter or at its end
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, first!);
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
