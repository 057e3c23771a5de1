/**
 * Finds places for the names of lines beside them, where they cross neither each other nor, if
 * possible, a line. The plot is stretched to the screen and text is not, so each name hangs on a
 * point of its line, and must be free on the narrowest and on the widest plot.
 */
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { type ChartScales, PLOT } from "./scales.ts";

/** A line with the name to be written beside it. */
export interface NamedLine {
  key: string;
  name: string;
  periods: readonly PowerPeriod[];
}

/** Least and greatest width, and the height, of the plot on screens of a kind, in CSS pixels. */
export interface PlotSize {
  narrowest: number;
  widest: number;
  height: number;
}

/** The place of a name: a point of its line in coordinates of the plot, and on which side of it. */
export interface LabelPlace {
  key: string;
  name: string;
  x: number;
  y: number;
  side: Side;
}

type Side = "above" | "below" | "left" | "right";

/** A rectangle in CSS pixels from the upper left corner of the plot. */
export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Size of text in CSS pixels: a letter of 12 px is 6.2 px wide on average. */
const LETTER = 6.6;
const TEXT = { height: 15, distance: 6 };

/** Returns the rectangle of a name on a plot of this size. */
export function labelBox(
  { name, x, y, side }: LabelPlace,
  width: number,
  height: number,
): Box {
  const [px, py, length] = [x / PLOT.width * width, y / PLOT.height * height, name.length * LETTER];
  const across = side === "right"
    ? { left: px + TEXT.distance, right: px + TEXT.distance + length }
    : side === "left"
    ? { left: px - TEXT.distance - length, right: px - TEXT.distance }
    : { left: px - length / 2, right: px + length / 2 };
  const middle = side === "above"
    ? py - TEXT.distance - TEXT.height / 2
    : side === "below"
    ? py + TEXT.distance + TEXT.height / 2
    : py;
  return { ...across, top: middle - TEXT.height / 2, bottom: middle + TEXT.height / 2 };
}

/** How many columns a line is sampled in, and every how many of them names are tried at. */
const COLUMNS = 90;
const TRIED = 4;
/**
 * What speaks against a place: lines through the name, for all of its length; another line as near
 * to the point; power of zero, where lines meet; and distance from the end of the plot. Above the
 * limit a line has no name beside it, only in the legend.
 */
const COST = { crossed: 40, own: 20, near: 14, zero: 12, early: 6, limit: 60 };

/** Returns places for as many names as there is room for, the first lines first. */
export function labelPlaces(
  lines: readonly NamedLine[],
  scales: Pick<ChartScales, "x" | "y">,
  size: PlotSize,
): LabelPlace[] {
  const traces = lines.map(({ periods }) => traceOf(periods, scales));
  const placed: LabelPlace[] = [];
  lines.forEach((line, index) => {
    let best: LabelPlace | undefined;
    let least = COST.limit;
    for (const place of candidates(line, traces[index]!)) {
      // Those that follow are still farther from the end of the plot.
      if (earliness(place) >= least) break;
      const cost = costOf(place, index, traces, size);
      if (cost < least && isFree(place, placed, size)) [best, least] = [place, cost];
    }
    if (best) placed.push(best);
  });
  return placed;
}

/** Highest and lowest point of a line in each column, with the step to the next; NaN where it has none. */
interface Trace {
  top: Float64Array;
  bottom: Float64Array;
}

function traceOf(
  periods: readonly PowerPeriod[],
  { x, y }: Pick<ChartScales, "x" | "y">,
): Trace {
  const levels = new Float64Array(COLUMNS + 1).fill(NaN);
  let at = 0;
  for (let column = 0; column < COLUMNS; column++) {
    const ms = x.invert((column + 0.5) / COLUMNS * PLOT.width);
    while (at < periods.length && periods[at]!.endMs <= ms) at++;
    const period = periods[at];
    if (period && period.startMs <= ms) levels[column] = y(period.powerKw);
  }
  const ends = (extreme: typeof Math.min) =>
    levels.map((level, column) => {
      const next = levels[column + 1]!;
      return isNaN(next) ? level : extreme(level, next);
    });
  return { top: ends(Math.min), bottom: ends(Math.max) };
}

/** Returns places at the end of a line first, then towards its start. */
function* candidates({ key, name }: NamedLine, { top, bottom }: Trace): Generator<LabelPlace> {
  const last = top.findLastIndex((level) => !isNaN(level));
  for (let column = last; column >= 0; column -= TRIED) {
    const x = (column + 0.5) / COLUMNS * PLOT.width;
    if (isNaN(top[column]!)) continue;
    yield { key, name, x, y: top[column]!, side: "above" };
    yield { key, name, x, y: bottom[column]!, side: "below" };
    const y = (top[column]! + bottom[column]!) / 2;
    yield { key, name, x, y, side: "right" };
    yield { key, name, x, y, side: "left" };
  }
}

function isFree(place: LabelPlace, placed: readonly LabelPlace[], size: PlotSize): boolean {
  return [size.narrowest, size.widest].every((width) => {
    const box = labelBox(place, width, size.height);
    return box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= size.height &&
      placed.every((other) => !meet(box, labelBox(other, width, size.height)));
  });
}

/** Returns true when two rectangles have a point in common. */
export function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Returns what a place costs by its distance from the end of the plot alone. */
const earliness = ({ x }: LabelPlace) => COST.early * (1 - x / PLOT.width);

function costOf(
  place: LabelPlace,
  own: number,
  traces: readonly Trace[],
  { narrowest, height }: PlotSize,
): number {
  const box = labelBox(place, narrowest, height);
  const first = Math.max(0, Math.floor(box.left / narrowest * COLUMNS));
  const last = Math.min(COLUMNS - 1, Math.floor(box.right / narrowest * COLUMNS));
  const units = PLOT.height / height;
  const [top, bottom] = [box.top * units, box.bottom * units];
  const here = Math.floor(place.x / PLOT.width * COLUMNS);
  let cost = earliness(place);
  if (place.y > PLOT.height - 4 * units) cost += COST.zero;
  traces.forEach((trace, index) => {
    let crossed = 0;
    for (let column = first; column <= last; column++) {
      if (trace.top[column]! < bottom && trace.bottom[column]! > top) crossed++;
    }
    cost += (index === own ? COST.own : COST.crossed) * crossed / (last - first + 1);
    const distance = Math.max(trace.top[here]! - place.y, place.y - trace.bottom[here]!);
    if (index !== own && distance < 10 * units) cost += COST.near;
  });
  return cost;
}
