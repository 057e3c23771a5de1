/** Scores of the energies of days: the mean without bias, and the range from P10 to P90. */
import {
  CALIBRATION_DAYS,
  calibrationOf,
  LEAST_PAIRS,
  rangeOf,
} from "../../domain/forecasts/energy/calibration.ts";
import { quantileOfSorted } from "../../domain/forecasts/statistics.ts";
import { type EnergyCase, energyCases, SCORED } from "./energy_cases.ts";
import type { History } from "./history.ts";

/** Shares are of days; `pinball` is that of P10 and P90 by that of the last 30 days' quantiles. */
export interface EnergyScore {
  name: string;
  days: number;
  inside: number;
  below: number;
  above: number;
  bias: number;
  /** Bias of the sum of the forecast values, which are medians. */
  bias_of_sum: number;
  pinball: number;
}

/** Days at the start that do not count, as in the bench of powers. */
const FIRST_DAY = 60;

/** Scores the energies of a plant at each lead; none where there are too few days. */
export function energyScores(history: History): EnergyScore[] {
  return energyCases(history).flatMap((cases, lead) => {
    const rows = rowsOf(cases, SCORED[lead]!.hour < 0 ? 2 : 1);
    return rows.length === 0 ? [] : [{ name: SCORED[lead]!.name, ...scoreOf(rows) }];
  });
}

interface Row {
  measured: number;
  sum: number;
  mean: number;
  p10: number;
  p90: number;
  /** Quantiles of what was measured in the 30 days before. */
  usual: { p10: number; p90: number };
}

/** `back`: days from the last one that was known at issue time to the day of the energy. */
function rowsOf(cases: EnergyCase[], back: number): Row[] {
  return cases.flatMap((one): Row[] => {
    const past = cases.filter(({ day }) =>
      day <= one.day - back && day > one.day - back - CALIBRATION_DAYS
    );
    if (one.day < FIRST_DAY || past.length < LEAST_PAIRS) return [];
    const { meanKwh, p10Kwh, p90Kwh } = rangeOf(one, calibrationOf(past));
    const before = Float64Array.from(past, ({ measuredKwh }) => measuredKwh).sort();
    const usual = { p10: quantileOfSorted(before, 0.1), p90: quantileOfSorted(before, 0.9) };
    const { measuredKwh: measured, forecastKwh: sum } = one;
    return [{ measured, sum, mean: meanKwh, p10: p10Kwh!, p90: p90Kwh!, usual }];
  });
}

function scoreOf(rows: Row[]) {
  const total = (of: (row: Row) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const share = (is: (row: Row) => boolean) => rows.filter(is).length / rows.length;
  const below = share(({ measured, p10 }) => measured < p10);
  const above = share(({ measured, p90 }) => measured > p90);
  const measured = total((row) => row.measured);
  return {
    days: rows.length,
    inside: 1 - below - above,
    below,
    above,
    bias: total(({ mean }) => mean) / measured - 1,
    bias_of_sum: total(({ sum }) => sum) / measured - 1,
    pinball: total((row) => pinball(row.measured, row)) /
      total((row) => pinball(row.measured, row.usual)),
  };
}

function pinball(measured: number, { p10, p90 }: { p10: number; p90: number }): number {
  const loss = (error: number, tau: number) => error > 0 ? tau * error : (tau - 1) * error;
  return loss(measured - p10, 0.1) + loss(measured - p90, 0.9);
}

/** Formats the scores as lines. */
export function energyLines(scores: EnergyScore[]): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`.padStart(7);
  return [
    "Energies of days; pinball of P10 and P90 divided by that of the last 30 days' quantiles.",
    `${"issued at".padEnd(28)} days P10-P90   below   above    bias (of sum)  pinball`,
    ...scores.map((score) =>
      [
        score.name.padEnd(28),
        `${score.days}`.padStart(4),
        percent(score.inside),
        percent(score.below),
        percent(score.above),
        percent(score.bias),
        percent(score.bias_of_sum),
        score.pinball.toFixed(3).padStart(8),
      ].join(" ")
    ),
  ];
}
