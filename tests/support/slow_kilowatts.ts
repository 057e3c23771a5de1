/** A value at a whole second. */
type Sample = readonly [second: number, value: number];

/** Returns the value at a time on the line between its neighbours at most `gap` seconds apart. */
function valueAt(samples: readonly Sample[], second: number, gap: number): number | undefined {
  const same = samples.find(([at]) => at === second);
  if (same) return same[1];
  const before = samples.findLast(([at]) => at < second);
  const after = samples.find(([at]) => at > second);
  if (!before || !after || after[0] - before[0] > gap) return undefined;
  const share = (second - before[0]) / (after[0] - before[0]);
  return before[1] * (1 - share) + after[1] * share;
}

/**
 * Returns the mean power of the period [0, length) second by second: on a straight line the mean of
 * a second is the value in its middle.
 */
export function slowPower(samples: readonly Sample[], length: number, gap: number) {
  let [known, sum] = [0, 0];
  for (let second = 0; second < length; second++) {
    const value = valueAt(samples, second + 0.5, gap);
    if (value === undefined) continue;
    known++;
    sum += value;
  }
  return known * 3 < length * 2 ? undefined : sum / known;
}

/** Returns the mean power of the period [0, length) by a counter of energy, per hour. */
export function slowCounter(samples: readonly Sample[], length: number, gap: number) {
  const edges = [0, length].map((second) => valueAt(samples, second, gap));
  if (edges[0] === undefined || edges[1] === undefined) return undefined;
  const inside = samples.filter(([second]) => second > 0 && second < length);
  const rises = [edges[0], ...inside.map(([, value]) => value), edges[1]];
  if (rises.some((value, at) => value < (rises[at - 1] ?? -Infinity) - 1e-9)) return undefined;
  return (edges[1] - edges[0]) / (length / 3600);
}
