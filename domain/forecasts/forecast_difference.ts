import { energyKwh } from "../generation/energy.ts";
import { HOUR } from "../time/time.ts";
import type { DayRow } from "./day_table.ts";

/** How two forecasts differ over the time that both cover. */
export interface ForecastDifference {
  ownKwh: number;
  comparedKwh: number;
  /** Mean distance of the two in kW while either is above zero. */
  apartKw: number;
  /**
   * Mean distance of each from what was measured in kW, over the time that all three cover while
   * any is above zero; null where nothing was measured.
   */
  errors: { ownKw: number; comparedKw: number } | null;
}

type Known = DayRow & { forecastKw: number; comparedKw: number };

/** Compares the forecast of a table's rows with the other one; null where they share no time. */
export function forecastDifference(rows: readonly DayRow[]): ForecastDifference | null {
  const both = rows.filter((row): row is Known =>
    row.forecastKw !== null && row.comparedKw !== null
  );
  if (both.length === 0) return null;
  const measured = both.filter((row): row is Known & { generationKw: number } =>
    row.generationKw !== null
  );
  const lit = measured.filter((row) => isLit(row) || row.generationKw > 0);
  return {
    ownKwh: energyKwh(both.map((row) => ({ ...row, powerKw: row.forecastKw }))),
    comparedKwh: energyKwh(both.map((row) => ({ ...row, powerKw: row.comparedKw }))),
    apartKw: meanOf(both.filter(isLit), (row) => Math.abs(row.forecastKw - row.comparedKw)),
    errors: lit.length === 0 ? null : {
      ownKw: meanOf(lit, (row) => Math.abs(row.forecastKw - row.generationKw)),
      comparedKw: meanOf(lit, (row) => Math.abs(row.comparedKw - row.generationKw)),
    },
  };
}

const isLit = ({ forecastKw, comparedKw }: Known) => forecastKw > 0 || comparedKw > 0;

/** Returns the mean over time; 0 over none. */
function meanOf<R extends DayRow>(rows: readonly R[], kw: (row: R) => number): number {
  const hours = rows.reduce((sum, { startMs, endMs }) => sum + (endMs - startMs) / HOUR, 0);
  if (hours === 0) return 0;
  return energyKwh(rows.map((row) => ({ ...row, powerKw: kw(row) }))) / hours;
}
