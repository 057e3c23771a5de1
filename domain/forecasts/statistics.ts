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
