import { max } from "d3-array";
import { type PowerPeriod, slotMeans } from "../../domain/generation/energy.ts";
import type { ChartLine } from "../../domain/forecasts/chart_lines.ts";
import { clearSkyPower } from "../../domain/forecasts/clear_sky_power.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { HOUR } from "../../domain/time/time.ts";
import type { Site } from "../../domain/sites/site.ts";
import type { PlotSize } from "./label_places.ts";
import { isBanded } from "./line.ts";
import { type ChartScales, chartScales } from "./scales.ts";

/** What the forecast, and the one that it is compared with, are called. */
export type LineNames = Pick<Record<ChartLine, string>, "forecast" | "compared">;

/** What a drawing of a site's power is made from. */
export interface DayChartProps {
  day: SiteDay;
  scales: ChartScales;
  /** The chart in words, for people who cannot see it. */
  description: string;
  /** Power of a cloudless sky; empty where it is not known. */
  clearSky?: readonly PowerPeriod[];
  /** Lines that are switched off. */
  hidden?: readonly ChartLine[];
  names?: LineNames;
  /** Sizes of the plot to place names for, by class; those of the page by default. */
  sizes?: Record<string, PlotSize>;
}

/**
 * Returns what is drawn of a site whatever is switched off. The scale reaches to the clear sky's
 * highest power, which is much the same on the days around, so that a winter's day fills the chart;
 * to the capacity where that is not known. Of several days the clear sky is drawn by half hours.
 */
export function drawnOf(site: Site, day: SiteDay) {
  const quarterHours = clearSkyPower(site, day);
  const clearSky = day.days > 1 ? slotMeans(quarterHours, day, HOUR / 2) : quarterHours;
  const clearSkyKw = max(clearSky, ({ powerKw }) => powerKw) || site.capacity_kw;
  return { day, scales: chartScales(day, clearSkyKw), clearSky };
}

/** Returns the names of all lines. */
export function namesOf(names?: LineNames): Record<ChartLine, string> {
  return {
    actual: "Actual",
    forecast: "Forecast",
    compared: "Compared",
    ...names,
    band: "P10–P90",
    baseline: "Baseline",
    "clear-sky": "Clear sky",
  };
}

/** Returns the periods of each line; those of the band have the power of its upper edge. */
export function periodsOf(
  { day, clearSky = [] }: Pick<DayChartProps, "day" | "clearSky">,
): Record<ChartLine, readonly PowerPeriod[]> {
  return {
    actual: day.generation,
    forecast: day.forecast,
    compared: day.compared,
    band: day.forecast.filter(isBanded).map((period) => ({ ...period, powerKw: period.p90Kw })),
    baseline: day.baseline,
    "clear-sky": clearSky.some(({ powerKw }) => powerKw > 0) ? clearSky : [],
  };
}
