import type { Samples } from "./samples.ts";

/** Returns the samples of several variables as those of one. Of one time the first list counts. */
export function mergedSamples(lists: readonly Samples[]): Samples {
  if (lists.length === 1) return lists[0]!;
  const byTime = new Map<number, number>();
  for (const { times, values } of lists) {
    for (let at = 0; at < times.length; at++) {
      if (!byTime.has(times[at]!)) byTime.set(times[at]!, values[at]!);
    }
  }
  const times = Float64Array.from(byTime.keys()).sort();
  return { times, values: times.map((time) => byTime.get(time)!) };
}
