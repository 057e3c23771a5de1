/** Scores of the tasks. */
import { quantileOfSorted } from "../../domain/forecasts/statistics.ts";
import { sequence } from "../forecast/interval.ts";
import { type ForecastHour, LEVELS } from "./tasks.ts";

/** Of one month, or of all. Losses are shares of the capacity. */
export interface MonthScore {
  month: string;
  /** Mean pinball loss over all levels and hours, also at night. */
  pinball: number;
  climatology: number;
  /** 1 − pinball by that of the climatology. */
  skill: number;
  /** Share of the hours in daylight between P10 and P90, below and above. */
  inside: number;
  below: number;
  above: number;
}

/** Scores these hours. Source of the loss: Koenker & Bassett, Econometrica 46(1), 1978. */
export function scoreOf(month: string, hours: ForecastHour[]): MonthScore {
  const pinball = meanLoss(hours, ({ forecast }) => forecast);
  const climatology = meanLoss(hours, (hour) => hour.climatology);
  const lit = hours.filter(({ isLit }) => isLit);
  const share = (is: (hour: ForecastHour) => boolean) => lit.filter(is).length / lit.length;
  const below = share(({ actual, forecast }) => actual < forecast[9]!);
  const above = share(({ actual, forecast }) => actual > forecast[89]!);
  const skill = 1 - pinball / climatology;
  return { month, pinball, climatology, skill, inside: 1 - below - above, below, above };
}

function meanLoss(hours: ForecastHour[], of: (hour: ForecastHour) => number[]): number {
  return hours.reduce((sum, hour) => sum + lossOf(hour.actual, of(hour)), 0) / hours.length;
}

function lossOf(actual: number, forecast: number[]): number {
  const sum = LEVELS.reduce((sum, level, at) => sum + loss(actual - forecast[at]!, level), 0);
  return sum / LEVELS.length;
}

/** Returns the pinball loss of a quantile that was so much lower than the outcome. */
export const loss = (error: number, level: number): number =>
  error > 0 ? level * error : (level - 1) * error;

/** Samples of a bootstrap. */
const SAMPLES = 500;
const HOURS_A_DAY = 24;

/**
 * Returns the 90 % interval of the mean loss by drawing whole days with replacement, since the hours
 * of a day err together. Source: Efron & Tibshirani, An Introduction to the Bootstrap, 1993. The
 * draws come from a fixed sequence, so that two runs print the same.
 */
export function interval(hours: ForecastHour[]): [number, number] {
  const days: number[] = [];
  for (let at = 0; at < hours.length; at += HOURS_A_DAY) {
    days.push(meanLoss(hours.slice(at, at + HOURS_A_DAY), ({ forecast }) => forecast));
  }
  const draw = sequence();
  const means = Float64Array.from({ length: SAMPLES }, () => {
    const sum = days.reduce((sum) => sum + days[Math.floor(draw() * days.length)]!, 0);
    return sum / days.length;
  }).sort();
  return [quantileOfSorted(means, 0.05), quantileOfSorted(means, 0.95)];
}
