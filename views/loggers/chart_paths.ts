import type { Steps } from "../../domain/loggers/chart_line.ts";
import { splitAtGaps } from "../../domain/loggers/live_variable.ts";
import { thinned } from "../../domain/loggers/thinned.ts";
import type { Points } from "../../domain/loggers/transforms.ts";
import { type ChartScales, PLOT } from "../charts/scales.ts";

type Scales = Pick<ChartScales, "x" | "y">;

const rounded = (value: number) => Math.round(value * 10) / 10;

/** Returns the path of readings as straight lines; one alone is a dot, and a gap interrupts it. */
export function readingsPath(readings: Points, { x, y }: Scales, gap: number): string {
  const left = (time: number) => x(time / 1000);
  return splitAtGaps(readings, gap).map((part) => {
    const points = part.x.length > PLOT.width
      ? thinned(part, (time) => Math.floor(left(time)))
      : part;
    const places = points.x.map((time, at) =>
      `${rounded(left(time))},${rounded(y(points.y[at]!))}`
    );
    return places.length > 1 ? `M${places.join("L")}` : `M${places[0]}h0`;
  }).join("");
}

/** Returns the path of means, as steps; where a step is missing, it is interrupted. */
export function stepsPath({ starts, ends, means }: Steps, { x, y }: Scales): string {
  return means.map((mean, at) => {
    const [left, right] = [starts[at]!, ends[at]!].map((time) => rounded(x(time / 1000)));
    const follows = at > 0 && ends[at - 1] === starts[at];
    return `${follows ? `V${rounded(y(mean))}` : `M${left},${rounded(y(mean))}`}H${right}`;
  }).join("");
}

/** Returns the path of the area between the lowest and the highest value of each step. */
export function spreadPath({ starts, ends, minima, maxima }: Steps, { x, y }: Scales): string {
  return starts.flatMap((start, at) => {
    if (minima[at] === maxima[at]) return [];
    const [left, right] = [start, ends[at]!].map((time) => rounded(x(time / 1000)));
    const [low, high] = [minima[at]!, maxima[at]!].map((value) => rounded(y(value)));
    return [`M${left},${low}V${high}H${right}V${low}Z`];
  }).join("");
}
