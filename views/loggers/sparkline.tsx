import { splitAtGaps } from "../../domain/loggers/live_variable.ts";
import type { Points } from "../../domain/loggers/transforms.ts";

const WIDTH = 120;
const HEIGHT = 28;
/** Room for the thickness of the line. */
const EDGE = 2;

/** Returns the path of points by time, from the lowest to the highest; a gap interrupts it. */
export function sparkPath(points: Points, gap: number): string {
  const { x, y } = points;
  const [first, last] = [x[0] ?? 0, x.at(-1) ?? 0];
  const low = y.reduce((least, value) => Math.min(least, value), Infinity);
  const high = y.reduce((most, value) => Math.max(most, value), -Infinity);
  const left = (time: number) =>
    last > first ? Math.round((time - first) / (last - first) * WIDTH) : WIDTH;
  const top = (value: number) =>
    high > low
      ? Math.round(HEIGHT - EDGE - (value - low) / (high - low) * (HEIGHT - 2 * EDGE))
      : HEIGHT / 2;
  return splitAtGaps(points, gap).map((part) => {
    const places = part.x.map((time, at) => `${left(time)},${top(part.y[at]!)}`);
    // A point alone is a line without length: its round ends draw a dot.
    return `M${places.length > 1 ? places.join("L") : `${places[0]}h0`}`;
  }).join("");
}

/** Draws the newest points of a variable in small. */
export function Sparkline({ points, gap }: { points: Points; gap: number }) {
  if (points.x.length === 0) return null;
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path class="generation" d={sparkPath(points, gap)} />
    </svg>
  );
}
