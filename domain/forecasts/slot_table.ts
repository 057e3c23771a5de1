import { meansOver, type PowerPeriod, type Span } from "../generation/energy.ts";
import { MINUTE } from "../time/time.ts";
import type { ForecastPeriod } from "./day_periods.ts";
import type { DayRow } from "./day_table.ts";
import { LEAST_COVERED } from "./energy/forecast_energy.ts";
import type { SiteDay } from "./site_day.ts";

/** Returns the minutes of a row where several days are shown: half an hour of up to three, or an hour. */
export const slotMinutes = ({ days }: Pick<SiteDay, "days">) => days > 3 ? 60 : 30;

/**
 * Returns the rows of the table of several days: means over slots of equal length, counted from the
 * first midnight. A mean is null where less than 90 % of its slot is known, and slots without any
 * have no row. P10 and P90 are means of those of the slot's periods.
 */
export function slotTable(day: SiteDay): DayRow[] {
  const slots = slotsOf(day, slotMinutes(day) * MINUTE);
  const means = (periods: readonly PowerPeriod[]) => meansOver(periods, slots, LEAST_COVERED);
  const [measured, forecast, baseline, compared] = [
    day.generation,
    day.forecast,
    day.baseline,
    day.compared,
  ].map(means);
  const [p10, p90] = [means(edgeOf(day.forecast, "p10Kw")), means(edgeOf(day.forecast, "p90Kw"))];
  const filled = meansOver(day.forecast.filter(({ isFilled }) => isFilled), slots, 0);
  return slots.map((slot, at) => ({
    ...slot,
    generationKw: measured![at]!,
    forecastKw: forecast![at]!,
    modelName: null,
    isFilled: filled[at] !== null,
    p10Kw: p10[at]!,
    p90Kw: p90[at]!,
    baselineKw: baseline![at]!,
    comparedKw: compared![at]!,
  })).filter(({ generationKw, forecastKw, baselineKw, comparedKw }) =>
    [generationKw, forecastKw, baselineKw, comparedKw].some((kw) => kw !== null)
  );
}

function slotsOf({ startMs, endMs }: Span, slotMs: number): Span[] {
  return Array.from({ length: Math.ceil((endMs - startMs) / slotMs) }, (_, index) => {
    const start = startMs + index * slotMs;
    return { startMs: start, endMs: Math.min(start + slotMs, endMs) };
  });
}

/** Returns the periods of which an edge of the band is known, with its power. */
function edgeOf(periods: readonly ForecastPeriod[], edge: "p10Kw" | "p90Kw"): PowerPeriod[] {
  return periods.flatMap(({ startMs, endMs, [edge]: powerKw }) =>
    powerKw === null ? [] : [{ startMs, endMs, powerKw }]
  );
}
