import { countBefore, type MicroSpan, onLine, type Samples } from "./samples.ts";

/** Of three parts of a period this many must be known. */
const LEAST_KNOWN = 2;

/**
 * Returns the mean of a power over a period, in the unit of its samples. Between neighbours at most
 * `maxGap` microseconds apart it is a straight line; other time is not known, and undefined is
 * returned where less than two thirds of the period are.
 */
export function meanPower(
  samples: Samples,
  { start, end }: MicroSpan,
  maxGap: number,
): number | undefined {
  const { times, values } = samples;
  let [known, sum] = [0, 0];
  for (let at = Math.max(0, countBefore(times, start) - 1); at + 1 < times.length; at++) {
    const [left, right] = [times[at]!, times[at + 1]!];
    if (left >= end) break;
    if (right - left > maxGap || right <= start) continue;
    const first = left < start ? onLine(samples, at, start) : values[at]!;
    const last = right > end ? onLine(samples, at, end) : values[at + 1]!;
    const length = Math.min(right, end) - Math.max(left, start);
    known += length;
    sum += (first / 2 + last / 2) * length;
  }
  return 3 * known < LEAST_KNOWN * (end - start) ? undefined : sum / known;
}
