/** Power from weather: the mean of a quantile regression and of an analog ensemble. */
import { type AnalogIndex, analogIndex, analogPowers, likeness } from "./analogs.ts";
import type { Design, ModelHour, TrainingHour } from "./model_hour.ts";
import {
  fitHours,
  FITTED_LEVELS,
  fittedMedian,
  fittedPowers,
  type HourFit,
} from "./quantile_fit.ts";

/** What a plant's past taught. */
export interface WeatherFit {
  /** Of each hour of the UTC day, or one for all. */
  hours: (HourFit | undefined)[];
  analogs: AnalogIndex;
  /** Weight of the analogs, 0 to 1. */
  analogWeight: number;
  design: Design;
}

/** Days of history at which both members count the same. */
const EVEN_DAYS = 150;
/** Upper limit of power as a share of the capacity. */
const HIGHEST = 1.05;

/** Fits the model to hours of the past; the order does not matter. */
export function fitWeather(training: readonly TrainingHour[], design: Design): WeatherFit {
  const days = new Set(training.map(({ endMs }) => Math.floor((endMs - 1) / 86_400_000))).size;
  const hours = fitHours(training, design);
  const medianOf = (hour: ModelHour) => {
    const regression = regressionOf(hours, hour);
    return regression && fittedMedian(regression, hour);
  };
  return {
    hours,
    analogs: analogIndex(training, design, medianOf),
    analogWeight: Math.max(0.5, 1 - 0.5 * days / EVEN_DAYS),
    design,
  };
}

/**
 * Returns the powers at ascending levels (0 to 1, exclusive, on both sides of 0.5) as shares of the capacity; 0 in the
 * dark, and undefined where the past holds no hour of that time of day in daylight.
 */
export function forecastHour(
  fit: WeatherFit,
  hour: ModelHour,
  levels: readonly number[],
): number[] | undefined {
  if (hour.potential <= 0) return levels.map(() => 0);
  const regression = regressionOf(fit.hours, hour);
  const median = regression && fittedMedian(regression, hour);
  // The longer the history, the better the regression tells what two hours differ by.
  const moved = fit.design.moved * 2 * (1 - fit.analogWeight);
  const analogs = analogPowers(fit.analogs, hour, { median, moved }, levels);
  const fitted = regression && atLevels(fittedPowers(regression, hour), levels);
  if (!fitted && !analogs) return undefined;
  const share = fitted && analogs
    ? fit.analogWeight * likeness(fit.analogs, hour)
    : analogs
    ? 1
    : 0;
  const mixed = levels.map((_, at) =>
    (1 - share) * (fitted?.[at] ?? 0) + share * (analogs?.[at] ?? 0)
  );
  return widened(mixed, levels, fit.design.widening).map((value) =>
    Math.min(HIGHEST, Math.max(0, value))
  );
}

const regressionOf = (hours: WeatherFit["hours"], { hour }: ModelHour) =>
  hours[hours.length > 1 ? hour : 0];

/** Widens the powers around the median, which stands at or is interpolated to level 0.5. */
function widened(powers: number[], levels: readonly number[], widening: number): number[] {
  const above = Math.max(1, levels.findIndex((level) => level >= 0.5));
  const [low, high] = [levels[above - 1]!, levels[above]!];
  const share = (0.5 - low) / (high - low);
  const median = powers[above - 1]! + share * (powers[above]! - powers[above - 1]!);
  return powers.map((power) => median + widening * (power - median));
}

/** Interpolates between FITTED_LEVELS, and goes on in the direction of the last two beyond them. */
function atLevels(powers: number[], levels: readonly number[]): number[] {
  return levels.map((level) => {
    const above = FITTED_LEVELS.findIndex((fitted) => fitted >= level);
    const to = above < 0 ? FITTED_LEVELS.length - 1 : Math.max(1, above);
    const [low, high] = [FITTED_LEVELS[to - 1]!, FITTED_LEVELS[to]!];
    return powers[to - 1]! + (powers[to]! - powers[to - 1]!) * (level - low) / (high - low);
  });
}
