/**
 * Returns the day whose measurements replace those of a day without good data. Days are numbered
 * from 1 to 365; `goodDays` is ascending and not empty.
 *
 * A good day replaces itself. Another is mirrored at the nearer edge of its gap, which keeps the
 * season and repeats no block: with `a` the last good day before and `b` the first one after, it is
 * `2a + 1 - day` when `a` is nearer, else (also at the same distance) `2b - 1 - day`. A gap at an
 * end of the year is mirrored at its only edge.
 *
 * The result is a good day only where there are enough good days beside the gap: the caller checks.
 */
export function standInDay(day: number, goodDays: number[]): number {
  if (goodDays.includes(day)) return day;
  const before = goodDays.findLast((good) => good < day) ?? -Infinity;
  const after = goodDays.find((good) => good > day) ?? Infinity;
  return day - before < after - day ? 2 * before + 1 - day : 2 * after - 1 - day;
}
