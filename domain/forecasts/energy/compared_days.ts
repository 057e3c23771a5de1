import type { DayTally } from "./energy_days.ts";
import { isCovered } from "./forecast_energy.ts";

/** Forecast and measured energies of the same days, in kWh. */
export interface ComparedDays {
  days: number;
  forecastKwh: number;
  measuredKwh: number;
}

/**
 * Adds up the days of which both the measurements and the forecast cover at least 90 % of the
 * daylight; undefined without any.
 */
export function comparedDays(
  tallies: readonly DayTally[],
  of: "dayAhead" | "newest",
): ComparedDays | undefined {
  const compared = tallies.flatMap((tally) => {
    const forecastKwh = of === "dayAhead" ? tally.dayAheadKwh : coveredKwh(tally.newest);
    const measuredKwh = coveredKwh(tally.measured);
    const isWhole = tally.measured.all > tally.lightHours - 1e-9;
    return forecastKwh === null || measuredKwh === null || !isWhole
      ? []
      : [{ forecastKwh, measuredKwh }];
  });
  if (compared.length === 0) return undefined;
  return compared.reduce<ComparedDays>((sum, { forecastKwh, measuredKwh }) => ({
    days: sum.days + 1,
    forecastKwh: sum.forecastKwh + forecastKwh,
    measuredKwh: sum.measuredKwh + measuredKwh,
  }), { days: 0, forecastKwh: 0, measuredKwh: 0 });
}

const coveredKwh = ({ kwh, known, all }: DayTally["newest"]) =>
  all > 0 && isCovered(known / all) ? kwh : null;
