/** Intervals of scores by drawing days again. */
import { QUARTERS_A_DAY } from "../../domain/forecasts/baseline/quarters.ts";
import { quantileOfSorted } from "../../domain/forecasts/statistics.ts";

const SAMPLES = 100;

/**
 * Returns the 90 % interval of a score over rows by drawing whole days with replacement, since the
 * hours of a day err together. The draws come from a fixed sequence, so that two runs print the
 * same. Source: Efron & Tibshirani, An Introduction to the Bootstrap, 1993.
 */
export function intervalByDays<Row extends { target: number }>(
  rows: Row[],
  scoreOf: (rows: Row[]) => number,
): [number, number] {
  const byDay = Map.groupBy(rows, ({ target }) => Math.floor(target / QUARTERS_A_DAY));
  const days = [...byDay.values()];
  const draw = sequence();
  const scores = Float64Array.from(
    { length: SAMPLES },
    () => scoreOf(days.flatMap(() => days[Math.floor(draw() * days.length)]!)),
  ).sort();
  return [quantileOfSorted(scores, 0.05), quantileOfSorted(scores, 0.95)];
}

/** Returns numbers in [0, 1). Source: Park & Miller, Communications of the ACM 31(10), 1988. */
export function sequence(): () => number {
  const modulus = 2 ** 31 - 1;
  let state = 1;
  return () => (state = state * 16_807 % modulus) / modulus;
}
