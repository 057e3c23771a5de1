import {
  gaps,
  meansOver,
  type PowerPeriod,
  type Span,
  split,
  stretches,
  within,
} from "../generation/energy.ts";
import type { SiteDay } from "./site_day.ts";
import type { ForecastPeriod } from "./day_periods.ts";

/** A row of a day's table: mean powers over its span. */
export interface DayRow extends Span {
  generationKw: number | null;
  forecastKw: number | null;
  /** Who made the forecast; null without one, or where that is not known. */
  modelName: string | null;
  /** True where the baseline fills a gap of the model that the site shows. */
  isFilled: boolean;
  p10Kw: number | null;
  p90Kw: number | null;
  baselineKw: number | null;
  /** Of the forecast that is compared. */
  comparedKw: number | null;
}

/**
 * Returns the rows of a day's table: the forecast's periods, each with the mean measured power over
 * the same time; the baseline's periods where there is no forecast; measured periods where there is
 * neither. A period of which a part was measured has a row for that part and one for the gap, so
 * that the rows add up to all energy that was measured.
 */
export function dayTable(day: SiteDay): DayRow[] {
  const { forecast, baseline, generation } = day;
  const baselines = gaps(forecast, day).flatMap((gap) => within(baseline, gap));
  const rest = gaps([...forecast, ...baselines], day).flatMap((gap) => within(generation, gap));
  const edges = stretches(generation).flatMap((run) => [run[0]!.startMs, run.at(-1)!.endMs]);
  const lines = [
    ...compared(split(forecast, edges), day),
    ...compared(split(baselines, edges).map(({ startMs, endMs }) => ({ startMs, endMs })), day),
    ...rest.map(measured),
  ];
  return lines.sort((a, b) => a.startMs - b.startMs);
}

/** Returns rows of spans that are in order, with the forecast of those that are its periods. */
function compared(spans: readonly (Span & Partial<ForecastPeriod>)[], day: SiteDay): DayRow[] {
  const [generation, baseline, other] = [day.generation, day.baseline, day.compared]
    .map((periods) => meansOver(periods, spans));
  return spans.map(({ startMs, endMs, ...forecast }, at) => ({
    startMs,
    endMs,
    generationKw: generation![at]!,
    forecastKw: forecast.powerKw ?? null,
    modelName: forecast.modelName ?? null,
    isFilled: forecast.isFilled ?? false,
    p10Kw: forecast.p10Kw ?? null,
    p90Kw: forecast.p90Kw ?? null,
    baselineKw: baseline![at]!,
    comparedKw: other![at]!,
  }));
}

function measured({ startMs, endMs, powerKw }: PowerPeriod): DayRow {
  const none = { forecastKw: null, p10Kw: null, p90Kw: null, baselineKw: null, comparedKw: null };
  const unknown = { modelName: null, isFilled: false };
  return { startMs, endMs, generationKw: powerKw, ...none, ...unknown };
}
