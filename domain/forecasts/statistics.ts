/**
 * Returns the quantile `p` (0 to 1) of ascending values, linear between neighbours; NaN for no
 * values. Source: Hyndman & Fan, The American Statistician 50(4), 1996, definition 7.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  return below + (above - below) * (position - Math.floor(position));
}

/** Mean of differences, and how sure its sign is. */
export interface PairedDifference {
  mean: number;
  /** The mean divided by its standard error: Student's t of paired values. */
  t: number;
}

/** Compares pairs by their differences; undefined below two pairs. */
export function pairedDifference(differences: readonly number[]): PairedDifference | undefined {
  const count = differences.length;
  if (count < 2) return undefined;
  const mean = differences.reduce((sum, one) => sum + one, 0) / count;
  const squares = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const error = Math.sqrt(squares / (count - 1) / count);
  return { mean, t: error > 0 ? mean / error : Math.sign(mean) * Infinity || 0 };
}
