import { area, line } from "d3-shape";
import { type PowerPeriod, type Span, stretches } from "../../domain/generation/energy.ts";
import type { ForecastPeriod } from "../../domain/forecasts/day_periods.ts";
import type { ChartScales } from "./scales.ts";

type Scales = Pick<ChartScales, "x" | "y">;
type Banded = ForecastPeriod & { p10Kw: number; p90Kw: number };

/** A place on the x axis, and the heights there: one for a line, two for an area. */
type Corner = [left: number, ...heights: number[]];

/** Returns the path of means, drawn as steps over their periods. A gap interrupts the line. */
export function stepLine(periods: readonly PowerPeriod[], { x, y }: Scales, digits = 1): string {
  const draw = line<Corner>(([left]) => left, ([, height]) => height!).digits(digits);
  const heights = ({ powerKw }: PowerPeriod) => [rounded(y(powerKw), digits)];
  return stretches(periods).map((run) => draw(corners(run, x, heights))).join("");
}

/** Returns the path of the area between the steps and zero. */
export function stepArea(periods: readonly PowerPeriod[], { x, y }: Scales, digits = 1): string {
  const heights = ({ powerKw }: PowerPeriod) => [y(0), rounded(y(powerKw), digits)];
  return between(periods, x, heights, digits);
}

/** Returns the path of the band from P10 to P90, wherever a forecast has both. */
export function stepBand(periods: readonly ForecastPeriod[], { x, y }: Scales): string {
  const heights = ({ p10Kw, p90Kw }: Banded) => [rounded(y(p10Kw), 1), rounded(y(p90Kw), 1)];
  return between(periods.filter(isBanded), x, heights, 1);
}

export function isBanded(period: ForecastPeriod): period is Banded {
  return period.p10Kw !== null && period.p90Kw !== null;
}

function between<P extends Span>(
  periods: readonly P[],
  x: Scales["x"],
  heights: (period: P) => number[],
  digits: number,
): string {
  const draw = area<Corner>(([left]) => left, ([, low]) => low!, ([, , high]) => high!)
    .digits(digits);
  return stretches(periods).map((run) => draw(corners(run, x, heights))).join("");
}

/** Returns where the steps of periods without a gap begin and end, joining those of equal height. */
function corners<P extends Span>(
  run: readonly P[],
  x: Scales["x"],
  heights: (period: P) => number[],
): Corner[] {
  const found: Corner[] = [];
  for (const period of run) {
    const levels = heights(period);
    const last = found.at(-1);
    if (last && levels.every((level, index) => level === last[index + 1])) {
      last[0] = x(period.endMs);
    } else found.push([x(period.startMs), ...levels], [x(period.endMs), ...levels]);
  }
  return found;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
