import { gaps, meanPowerKw, type PowerPeriod, type Span, within } from "./energy.ts";
import type { ForecastPeriod, SiteDay } from "./site_day.ts";

/** One line of a day's table: mean power over its span. */
export interface DayRow extends Span {
  generationKw: number | null;
  forecastKw: number | null;
  p10Kw: number | null;
  p90Kw: number | null;
}

/**
 * The day in lines that can be compared: the forecast's periods, each with the mean of what was
 * measured over the same time (null when that is not complete), and the measured periods where
 * there is no forecast.
 */
export function dayTable(day: SiteDay): DayRow[] {
  const elsewhere = gaps(day.forecast, day).flatMap((gap) => within(day.generation, gap));
  return [...day.forecast.map((period) => comparison(period, day)), ...elsewhere.map(measured)]
    .sort((a, b) => a.startMs - b.startMs);
}

function comparison(period: ForecastPeriod, { generation }: SiteDay): DayRow {
  const { startMs, endMs, powerKw, p10Kw, p90Kw } = period;
  const generationKw = meanPowerKw(generation, { startMs, endMs });
  return { startMs, endMs, generationKw, forecastKw: powerKw, p10Kw, p90Kw };
}

function measured({ startMs, endMs, powerKw }: PowerPeriod): DayRow {
  return { startMs, endMs, generationKw: powerKw, forecastKw: null, p10Kw: null, p90Kw: null };
}
