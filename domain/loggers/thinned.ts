import type { Points } from "./transforms.ts";

/**
 * Returns the first, lowest, highest and last of the points of each column, in the order of time: a
 * line through them looks like one through all (M4, Jugel et al., VLDB 2014). Points are by time.
 */
export function thinned({ x, y }: Points, columnOf: (time: number) => number): Points {
  const kept: number[] = [];
  for (let at = 0; at < x.length;) {
    const column = columnOf(x[at]!);
    let [low, high, last] = [at, at, at];
    for (let next = at; next < x.length && columnOf(x[next]!) === column; next++) {
      if (y[next]! < y[low]!) low = next;
      if (y[next]! > y[high]!) high = next;
      last = next;
    }
    kept.push(...new Set([at, low, high, last].sort((a, b) => a - b)));
    at = last + 1;
  }
  return { x: kept.map((at) => x[at]!), y: kept.map((at) => y[at]!) };
}
