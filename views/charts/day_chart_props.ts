import type { PowerPeriod } from "../../domain/generation/energy.ts";
import type { ChartLine } from "../../domain/forecasts/chart_lines.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import type { ChartScales } from "./scales.ts";

export interface DayChartProps {
  day: SiteDay;
  scales: ChartScales;
  /** The chart in words, for people who cannot see it. */
  description: string;
  /** Power of a cloudless sky; empty where it is not known. */
  clearSky?: readonly PowerPeriod[];
  /** Lines that are switched off. */
  hidden?: readonly ChartLine[];
  /** What the forecast, and the one that it is compared with, are called. */
  names?: { forecast: string; compared: string };
}

export const NAMES = { forecast: "Forecast", compared: "Compared" };
