import { max, range, tickStep } from "d3-array";
import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";

/**
 * The coordinates of the plot, which is stretched to the width of the page. Lines keep their
 * thickness (`vector-effect`). Text is outside of the plot, placed in per cent of the whole chart, so
 * that it has the same size on every screen.
 */
export const PLOT = { width: 1000, height: 300 };
/** Top and height of the plot, in per cent of the height of the chart. */
export const PLOT_TOP = 8;
export const PLOT_HEIGHT = 78;

export interface ChartScales {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  /** Powers of the grid lines in kW, from 0 to the top. */
  grid: number[];
  /** Digits of the lines' coordinates: several days have many values, each less than 2 px wide. */
  digits: number;
}

/** Returns scales that end at a usual power, as on the days around, or at a higher value if there is one. */
export function chartScales(day: SiteDay, usualKw: number | null): ChartScales {
  const grid = gridLines(highestKw(day, usualKw));
  return {
    x: scaleLinear().domain([day.startMs, day.endMs]).range([0, PLOT.width]),
    y: scaleLinear().domain([0, grid.at(-1) ?? 1]).range([PLOT.height, 0]),
    grid,
    digits: day.days > 1 ? 0 : 1,
  };
}

/** Returns 0 and at most five round steps above; the last is at or above the highest value. */
function gridLines(highest: number): number[] {
  const steps = [5, 4, 3].map((count) => tickStep(0, highest, count));
  const step = steps.find((step) => Math.ceil(highest / step) <= 5) ?? highest;
  return range(Math.ceil(highest / step) + 1).map((index) =>
    Number((index * step).toPrecision(12))
  );
}

/** Returns a usual power or the highest value, whichever is higher; 1 if all are zero. */
export function highestKw(day: SiteDay, usualKw: number | null): number {
  const values = [
    Number.isFinite(usualKw) ? usualKw ?? 0 : 0,
    max(day.generation, ({ powerKw }) => powerKw) ?? 0,
    max(day.baseline, ({ powerKw }) => powerKw) ?? 0,
    max(day.compared, ({ powerKw }) => powerKw) ?? 0,
    max(day.forecast, ({ powerKw, p90Kw }) => Math.max(powerKw, p90Kw ?? 0)) ?? 0,
  ];
  return Math.max(...values) || 1;
}

/** Returns the place of an instant, in per cent of the width of the chart. */
export function leftOf(ms: number, { x }: ChartScales): string {
  return percent(x(ms) / PLOT.width * 100);
}

/** Returns the place of a power, in per cent of the height of the chart. */
export function topOf(kw: number, { y }: ChartScales): string {
  return percent(PLOT_TOP + y(kw) / PLOT.height * PLOT_HEIGHT);
}

export function percent(value: number): string {
  return `${Number(value.toFixed(1))}%`;
}
