/** What the days of a site say together about its day-ahead energies. */
import type { ReliabilityDay } from "./reliability.ts";

/** Mean absolute errors in kWh over the same days. */
export interface Comparison {
  days: number;
  forecastMaeKwh: number;
  referenceMaeKwh: number;
  /** 1 − MAE ÷ MAE of the reference: above 0 the forecast is better; null where that one is 0. */
  skill: number | null;
}

export interface ReliabilitySummary {
  /** Days of the period. */
  days: number;
  /** Days with a day-ahead energy that were measured, without a marked outage or curtailment. */
  compared: number;
  maeKwh: number | null;
  /** The same divided by what these days produced on average; null where that is 0. */
  maeShare: number | null;
  /** Compared days with a range, and those of them that ended within it. */
  ranged: number;
  inside: number;
  /** Null without a day that can be compared. */
  yesterday: Comparison | null;
  clearSky: Comparison | null;
}

type Compared = ReliabilityDay & {
  producedKwh: number;
  expected: NonNullable<ReliabilityDay["expected"]>;
};

/** Summarises days. Both references are compared over the days for which both are known. */
export function summaryOf(days: readonly ReliabilityDay[]): ReliabilitySummary {
  const compared = days.filter((day): day is Compared =>
    day.producedKwh !== null && day.expected !== null && day.outage === null
  );
  const maeKwh = mean(compared.map(errorOf));
  const produced = mean(compared.map(({ producedKwh }) => producedKwh));
  const same = compared.filter(({ yesterdayKwh, knownKwh }) =>
    yesterdayKwh !== null && knownKwh !== null
  );
  const hasClearSky = same.every(({ clearSkyKwh }) => clearSkyKwh !== null);
  return {
    days: days.length,
    compared: compared.length,
    maeKwh,
    maeShare: maeKwh !== null && produced ? maeKwh / produced : null,
    ranged: compared.filter(({ isInside }) => isInside !== null).length,
    inside: compared.filter(({ isInside }) => isInside).length,
    yesterday: comparison(same, ({ yesterdayKwh }) => yesterdayKwh!),
    clearSky: hasClearSky ? comparison(same, ({ clearSkyKwh }) => clearSkyKwh!) : null,
  };
}

function comparison(
  days: readonly Compared[],
  reference: (day: Compared) => number,
): Comparison | null {
  const forecastMaeKwh = mean(days.map(errorOf));
  const referenceMaeKwh = mean(days.map((day) => Math.abs(reference(day) - day.producedKwh)));
  if (forecastMaeKwh === null || referenceMaeKwh === null) return null;
  const skill = referenceMaeKwh > 0 ? 1 - forecastMaeKwh / referenceMaeKwh : null;
  return { days: days.length, forecastMaeKwh, referenceMaeKwh, skill };
}

const errorOf = ({ expected, producedKwh }: Compared) => Math.abs(expected.meanKwh - producedKwh);

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
