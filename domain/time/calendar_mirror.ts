/**
 * The day whose measurements stand in for a day, as numbers of days in a year (1 to 365).
 *
 * A day with good data stands for itself. Any other takes its mirror image across the nearer edge
 * of the gap it lies in, so that the season stays right and the stand-ins run on into the good days
 * without a repeated block: with `a` the last good day before and `b` the first one after, that is
 * `2a + 1 - day` when `a` is nearer, else (also when both are as near) `2b - 1 - day`. A gap at an
 * end of the year is mirrored across its only edge.
 *
 * The answer is good as long as there are enough good days beside each gap; data with many gaps
 * close together must be checked by the caller. `goodDays` rises and is not empty.
 */
export function standInDay(day: number, goodDays: number[]): number {
  if (goodDays.includes(day)) return day;
  const before = goodDays.findLast((good) => good < day) ?? -Infinity;
  const after = goodDays.find((good) => good > day) ?? Infinity;
  return day - before < after - day ? 2 * before + 1 - day : 2 * after - 1 - day;
}
