/** Values of one variable at times that rise; both lists are equally long. */
export interface Samples {
  /** Whole microseconds since 1970-01-01 00:00 UTC, each time once. */
  times: ArrayLike<number>;
  values: ArrayLike<number>;
}

/** A half-open span of time `[start, end)`, in microseconds since 1970. */
export interface MicroSpan {
  start: number;
  end: number;
}

/** Microseconds. */
export const SECOND = 1_000_000;

/** Returns how many of the times are before `time`. */
export function countBefore(times: ArrayLike<number>, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the value at a time on the straight line from sample `at` to the next one. */
export function onLine({ times, values }: Samples, at: number, time: number): number {
  const [from, to] = [times[at]!, times[at + 1]!];
  if (time === to) return values[at + 1]!;
  return values[at]! + (values[at + 1]! - values[at]!) * ((time - from) / (to - from));
}
