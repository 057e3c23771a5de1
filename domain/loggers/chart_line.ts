import type { ChartRange } from "./chart_range.ts";
import type { LiveVariable } from "./live_variable.ts";
import { applyTransforms, type Points, type Transform } from "./transforms.ts";

/** A variable whose values a chart shows. */
export type ChartVariable = Pick<LiveVariable, "variable_id" | "name" | "label" | "unit"> & {
  transforms: Transform[];
};

/** Mean, lowest and highest value of steps: [edges[at], edges[at + 1]) in microseconds. */
export interface Steps {
  starts: number[];
  ends: number[];
  means: number[];
  minima: number[];
  maxima: number[];
}

/** What a chart draws of a variable: readings at times, or means over steps. */
export interface ChartLine {
  variable: ChartVariable;
  readings?: Points;
  steps?: Steps;
}

/** Returns the line after the transforms of its variable, without what is outside of the range. */
export function transformedLine(line: ChartLine, range: ChartRange): ChartLine {
  const { variable, readings, steps } = line;
  if (readings) {
    const points = applyTransforms(readings, variable.transforms);
    const isShown = within(range);
    const kept = points.x.flatMap((time, at) => isShown(time) ? [at] : []);
    return {
      variable,
      readings: { x: kept.map((at) => points.x[at]!), y: kept.map((at) => points.y[at]!) },
    };
  }
  return steps ? { variable, steps: transformedSteps(steps, variable.transforms, range) } : line;
}

/** An average has no lowest and highest value of its own: they are then its means. */
function transformedSteps(steps: Steps, chain: Transform[], range: ChartRange): Steps {
  const { x: starts, y: means } = applyTransforms({ x: steps.starts, y: steps.means }, chain);
  const hasAverage = chain.some(({ kind }) => kind === "average");
  const ofEnds = (values: number[]) =>
    hasAverage ? means : applyTransforms({ x: steps.starts, y: values }, chain).y;
  const [some, others] = [ofEnds(steps.minima), ofEnds(steps.maxima)];
  const isShown = within(range);
  const kept = starts.flatMap((time, at) => isShown(time) ? [at] : []);
  return {
    starts: kept.map((at) => starts[at]!),
    ends: kept.map((at) => starts[at]! + steps.ends[at]! - steps.starts[at]!),
    means: kept.map((at) => means[at]!),
    minima: kept.map((at) => Math.min(some[at]!, others[at]!)),
    maxima: kept.map((at) => Math.max(some[at]!, others[at]!)),
  };
}

const within = ({ startMs, endMs }: ChartRange) => (time: number) =>
  time >= startMs * 1000 && time < endMs * 1000;

/** Returns the mean of the values of a line in each row between two edges; null without any. */
export function rowMeans(
  { readings, steps }: ChartLine,
  edges: readonly number[],
): (number | null)[] {
  const x = steps?.starts ?? readings?.x ?? [];
  const y = steps?.means ?? readings?.y ?? [];
  const sums = edges.slice(1).map(() => ({ sum: 0, count: 0 }));
  let row = 0;
  x.forEach((time, at) => {
    while (row < sums.length - 1 && time >= edges[row + 1]! * 1000) row++;
    sums[row]!.sum += y[at]!;
    sums[row]!.count++;
  });
  return sums.map(({ sum, count }) => count > 0 ? sum / count : null);
}

/** Returns the lowest and the highest value of lines; undefined if they have none. */
export function extent(lines: readonly ChartLine[]): [low: number, high: number] | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const { readings, steps } of lines) {
    for (const value of steps?.minima ?? readings?.y ?? []) low = Math.min(low, value);
    for (const value of steps?.maxima ?? readings?.y ?? []) high = Math.max(high, value);
  }
  return low <= high ? [low, high] : undefined;
}
