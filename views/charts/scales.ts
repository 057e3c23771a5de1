import { max, range, tickStep } from "d3-array";
import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";

/**
 * The plot's own coordinates. It is stretched to whatever width the page has; lines keep their
 * thickness (`vector-effect`), and text stands outside of it, placed in per cent of the whole
 * drawing, so that it has the same size on a phone as on a desk.
 */
export const PLOT = { width: 1000, height: 300 };
/** Where the plot lies in the drawing, in per cent of its height. */
export const PLOT_TOP = 8;
export const PLOT_HEIGHT = 78;

export interface ChartScales {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  /** Kilowatts of the grid lines, from 0 to the top. */
  grid: number[];
}

/** From 0 to the capacity, so that the scale holds while stepping days; further if values do. */
export function chartScales(day: SiteDay, capacityKw: number | null): ChartScales {
  const grid = gridLines(highestKw(day, capacityKw));
  return {
    x: scaleLinear().domain([day.startMs, day.endMs]).range([0, PLOT.width]),
    y: scaleLinear().domain([0, grid.at(-1) ?? 1]).range([PLOT.height, 0]),
    grid,
  };
}

/** At most five round steps above zero; the last is at or above the highest value. */
function gridLines(highest: number): number[] {
  const steps = [5, 4, 3].map((count) => tickStep(0, highest, count));
  const step = steps.find((step) => Math.ceil(highest / step) <= 5) ?? highest;
  return range(Math.ceil(highest / step) + 1).map((index) =>
    Number((index * step).toPrecision(12))
  );
}

/** The capacity, or what is above it; 1 when there is nothing but zeros. */
export function highestKw(day: SiteDay, capacityKw: number | null): number {
  const values = [
    Number.isFinite(capacityKw) ? capacityKw ?? 0 : 0,
    max(day.generation, ({ powerKw }) => powerKw) ?? 0,
    max(day.baseline, ({ powerKw }) => powerKw) ?? 0,
    max(day.forecast, ({ powerKw, p90Kw }) => Math.max(powerKw, p90Kw ?? 0)) ?? 0,
  ];
  return Math.max(...values) || 1;
}

/** Place of an instant over the drawing's width. */
export function leftOf(ms: number, { x }: ChartScales): string {
  return percent(x(ms) / PLOT.width * 100);
}

/** Place of a power over the drawing's height. */
export function topOf(kw: number, { y }: ChartScales): string {
  return percent(PLOT_TOP + y(kw) / PLOT.height * PLOT_HEIGHT);
}

export function percent(value: number): string {
  return `${Number(value.toFixed(1))}%`;
}
