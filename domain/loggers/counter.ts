import { countBefore, type MicroSpan, onLine, type Samples, SECOND } from "./samples.ts";

const HOUR = 3600 * SECOND;

/**
 * Returns the mean power of a period that a counter of energy shows, in the unit of the counter per
 * hour: the difference between both edges of the period. An edge between samples has its value on
 * the straight line between them, if they are at most `maxGap` microseconds apart. A gap inside
 * loses nothing. Undefined where an edge is not known or the counter went back.
 */
export function counterPower(
  samples: Samples,
  period: MicroSpan,
  maxGap: number,
): number | undefined {
  if (wentBack(samples, period, maxGap)) return undefined;
  const first = edge(samples, period.start, maxGap);
  const last = edge(samples, period.end, maxGap);
  if (first === undefined || last === undefined) return undefined;
  return (last - first) * (HOUR / (period.end - period.start));
}

/**
 * Returns true when a counter shows less than before within a period, or on a line over one of its
 * edges: it was replaced, or starts again each day.
 */
export function wentBack(
  { times, values }: Samples,
  { start, end }: MicroSpan,
  maxGap: number,
): boolean {
  for (let at = Math.max(0, countBefore(times, start) - 1); at + 1 < times.length; at++) {
    const [left, right] = [times[at]!, times[at + 1]!];
    if (left >= end) return false;
    if (right <= start || values[at + 1]! >= values[at]!) continue;
    if (left >= start && right <= end || right - left <= maxGap) return true;
  }
  return false;
}

/** Returns the value of a counter at a time; undefined where no neighbours are near enough. */
function edge(samples: Samples, time: number, maxGap: number): number | undefined {
  const { times, values } = samples;
  const after = countBefore(times, time);
  if (times[after] === time) return values[after];
  if (after === 0 || after === times.length) return undefined;
  return times[after]! - times[after - 1]! > maxGap ? undefined : onLine(samples, after - 1, time);
}
