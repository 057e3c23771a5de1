/** How far apart two readings of a logger may be for the time between them to be known. */
export const GAP = { intervals: 3, leastSeconds: 300 } as const;

/**
 * Returns the seconds without a reading after which a logger is silent, and beyond which what was
 * between two readings is not known: three of its intervals, at least five minutes.
 */
export function gapSeconds(intervalSeconds: number): number {
  return Math.max(GAP.leastSeconds, GAP.intervals * intervalSeconds);
}

/** Returns the same in microseconds. */
export const maxGap = (intervalSeconds: number): number => gapSeconds(intervalSeconds) * 1e6;
