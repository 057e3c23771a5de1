/**
 * The models of a site side by side, by the energies of days as each forecast them at 9:00 of the
 * day before. What a model expected of a past day is made as it was then: with the calibration of
 * the days before its issue day. Models are compared over the same days, day by day.
 */
import { BASELINE_MODEL } from "../forecasts/baseline_forecast.ts";
import {
  CALIBRATION_DAYS,
  calibrationOf,
  type EnergyRange,
  type ForecastEnergy,
  rangeOf,
} from "../forecasts/energy/calibration.ts";
import { pairedDifference } from "../forecasts/statistics.ts";
import { BLEND_NAME, WEATHER_NAME } from "../forecasts/own_models.ts";
import type { ReliabilityDay } from "./reliability.ts";

/** Days without which a comparison says more about the days than about the models. */
export const LEAST_DAYS = 14;
/** Student's t from which a difference is real: 5 % two-sided at 14 days is 2.16. */
const REAL_T = 2.16;

/** A model's day-ahead energy of a day; `measuredKwh` null: not measured (yet). */
export type ModelPair = ForecastEnergy & {
  model_name: string;
  day: string;
  measuredKwh: number | null;
};

/** How a model's errors compare with those of the baseline, over the same days. */
export interface Difference {
  days: number;
  /** 1 − MAE ÷ MAE of the baseline: above 0 the model is better. */
  skill: number;
  /** Whether the errors differ by more than chance would explain. */
  isReal: boolean;
}

/** A forecast of the table. Energies in kWh. */
export interface Side {
  /** Null: as yesterday. */
  model_name: string | null;
  /** Over the days that all sides with 14 of them have; null for one with fewer. */
  maeKwh: number | null;
  /** Null for the baseline, and below 14 days in common. */
  againstBaseline: Difference | null;
  /** What is expected of the next day; null where the model has not forecast it. */
  next: EnergyRange | null;
}

export interface SideBySide {
  /** Days that all compared sides have; 0 until two models have enough. */
  days: number;
  /** The day that `next` is about; null where no model has forecast one to come. */
  nextDay: Temporal.PlainDate | null;
  sides: Side[];
  /** 1 − width of P10 to P90 of the next day with weather ÷ without; null where one is not known. */
  certainty: number | null;
}

/**
 * Compares the models that have pairs, over the last days of the site, `days`; `today` is by the
 * clock of the site. Undefined unless there are two models.
 */
export function sideBySide(
  pairs: readonly ModelPair[],
  days: readonly ReliabilityDay[],
  today: Temporal.PlainDate,
): SideBySide | undefined {
  const models = [...Map.groupBy(pairs, ({ model_name }) => model_name)];
  const nextDay = newestDay(pairs, today);
  const recent = models.filter(([, own]) => own.at(-1)!.day >= `${today.subtract({ days: 2 })}`);
  if (recent.length < 2) return undefined;
  const known = recent.map(([name, own]) => ({ name, own, errors: errorsOf(own, days) }))
    .sort((a, b) => rankOf(a.name) - rankOf(b.name));
  const baseline = known.find(({ name }) => name === BASELINE_MODEL.name)?.errors;
  const yesterday = { name: null, own: [], errors: yesterdaysErrors(days) };
  const isCompared = known.filter(({ errors }) => isEnough(errors)).length >= 2;
  const all = [...known, ...isCompared && isEnough(yesterday.errors) ? [yesterday] : []];
  const common = isCompared ? commonDays(all.map(({ errors }) => errors).filter(isEnough)) : [];
  const sides = all.map(
    ({ name, own, errors }): Side => ({
      model_name: name,
      maeKwh: isEnough(errors) && common.length >= LEAST_DAYS ? maeOver(errors, common) : null,
      againstBaseline: !baseline || errors === baseline ? null : differenceOf(errors, baseline),
      next: nextDay && rangeOn(own, nextDay),
    }),
  );
  return { days: common.length, nextDay, sides, certainty: certaintyOf(sides) };
}

const ORDER: readonly string[] = [WEATHER_NAME, BASELINE_MODEL.name, BLEND_NAME];

/** Models of others come after the service's own. */
const rankOf = (name: string) => ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length;

/** Absolute errors in kWh by day. */
type Errors = Map<string, number>;

const isEnough = (errors: Errors) => errors.size >= LEAST_DAYS;

function newestDay(pairs: readonly ModelPair[], today: Temporal.PlainDate) {
  const newest = pairs.map(({ day }) => day).sort().at(-1);
  return newest !== undefined && newest >= `${today}` ? Temporal.PlainDate.from(newest) : null;
}

/** Returns what a model expected of a day when that was issued; null without a forecast of it. */
function rangeOn(own: readonly ModelPair[], day: Temporal.PlainDate): EnergyRange | null {
  const energy = own.find((pair) => pair.day === `${day}`);
  if (!energy) return null;
  const issued = day.subtract({ days: 1 });
  const [first, last] = [`${issued.subtract({ days: CALIBRATION_DAYS })}`, `${issued}`];
  const before = own.flatMap(({ measuredKwh, ...pair }) =>
    measuredKwh !== null && pair.day >= first && pair.day < last ? [{ ...pair, measuredKwh }] : []
  );
  return rangeOf(energy, calibrationOf(before));
}

/** Returns the days that count: measured, and without a marked outage. */
const measuredDays = (days: readonly ReliabilityDay[]) =>
  days.flatMap(({ day, producedKwh, outage, yesterdayKwh }) =>
    producedKwh === null || outage ? [] : [{ day, producedKwh, yesterdayKwh }]
  );

function errorsOf(own: readonly ModelPair[], days: readonly ReliabilityDay[]): Errors {
  return new Map(
    measuredDays(days).flatMap(({ day, producedKwh }): [string, number][] => {
      const expected = rangeOn(own, day);
      return expected ? [[`${day}`, Math.abs(expected.meanKwh - producedKwh)]] : [];
    }),
  );
}

function yesterdaysErrors(days: readonly ReliabilityDay[]): Errors {
  return new Map(
    measuredDays(days).flatMap(({ day, producedKwh, yesterdayKwh }) =>
      yesterdayKwh === null ? [] : [[`${day}`, Math.abs(yesterdayKwh - producedKwh)]]
    ),
  );
}

const commonDays = ([first, ...others]: Errors[]) =>
  [...first?.keys() ?? []].filter((day) => others.every((errors) => errors.has(day)));

const maeOver = (errors: Errors, days: readonly string[]) =>
  days.reduce((sum, day) => sum + errors.get(day)!, 0) / days.length;

function differenceOf(errors: Errors, baseline: Errors): Difference | null {
  const days = commonDays([errors, baseline]);
  if (days.length < LEAST_DAYS) return null;
  const reference = maeOver(baseline, days);
  const difference = pairedDifference(days.map((day) => baseline.get(day)! - errors.get(day)!));
  if (!difference || reference === 0) return null;
  const skill = 1 - maeOver(errors, days) / reference;
  return { days: days.length, skill, isReal: Math.abs(difference.t) >= REAL_T };
}

function certaintyOf(sides: readonly Side[]): number | null {
  const widthOf = (name: string) => {
    const next = sides.find(({ model_name }) => model_name === name)?.next;
    return next?.p10Kwh == null || next.p90Kwh === null ? null : next.p90Kwh - next.p10Kwh;
  };
  const [weather, baseline] = [widthOf(WEATHER_NAME), widthOf(BASELINE_MODEL.name)];
  return weather === null || !baseline ? null : 1 - weather / baseline;
}
