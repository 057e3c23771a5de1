/**
 * Decides whether a site gets a blend: weights are fitted on the older days and tried on the newest
 * ones, where the blend must beat both models by pinball loss, paired by day.
 */
import { pairedDifference } from "../statistics.ts";
import { type BlendFit, LEADS } from "./blend_model.ts";
import { fitWeights, SHARES } from "./fit_weights.ts";

/** P-levels that are compared, 0 to 1; a case has NaN for one that a model does not give. */
export const LEVELS = [0.1, 0.5, 0.9] as const;

/** An hour as the models forecast it in their newest runs of a moment, and what was measured. */
export interface BlendCase {
  /** UTC day of the hour. */
  day: string;
  /** Class of the lead. */
  lead: number;
  /** kW at `LEVELS` by model, in the order of the models. */
  models: readonly (Float64Array | undefined)[];
  measuredKw: number;
}

/** Days that are needed: half of them are held out, at most three weeks. */
export const LEAST_DAYS = 28;
const MOST_HELD_OUT = 21;
/** Student's t of a difference that is real: one-sided 5 % at 14 days is 1.77. */
const REAL_T = 1.77;
/** Share of the better model's loss that the blend must save: less is not worth a model. */
const LEAST_GAIN = 0.01;

/** Judges the best two of these models, whose names are in the order of the cases' models. */
export function judgeBlend(names: readonly string[], cases: readonly BlendCase[]): BlendFit {
  const pair = bestPair(names.map((_, at) => at), cases);
  if (!pair) return nothingFound(0);
  const [first, second] = pair;
  const both = cases.filter(({ models }) => models[first] && models[second])
    .map(({ day, lead, measuredKw, models }): Case => ({
      day,
      lead,
      measuredKw,
      first: models[first]!,
      second: models[second]!,
    }));
  const days = daysOf(both);
  if (days.length < LEAST_DAYS) return nothingFound(days.length);
  const heldOut = new Set(days.slice(-Math.min(MOST_HELD_OUT, days.length >> 1)));
  const seen = both.filter(({ day }) => !heldOut.has(day));
  const tried = weightsOf(seen, days.length - heldOut.size);
  const losses = lossesByDay(both.filter(({ day }) => heldOut.has(day)), tried);
  return {
    first_model: names[first]!,
    second_model: names[second]!,
    weights: weightsOf(both, days.length),
    days: days.length,
    held_out_days: heldOut.size,
    blend_kw: mean(losses.map(({ blend }) => blend)),
    first_kw: mean(losses.map(({ first }) => first)),
    second_kw: mean(losses.map(({ second }) => second)),
    is_offered: isBetter(losses),
  };
}

interface Case extends Pick<BlendCase, "day" | "lead" | "measuredKw"> {
  first: Float64Array;
  second: Float64Array;
}

const nothingFound = (days: number): BlendFit => ({
  first_model: null,
  second_model: null,
  weights: [],
  days,
  held_out_days: 0,
  blend_kw: null,
  first_kw: null,
  second_kw: null,
  is_offered: false,
});

const daysOf = (cases: readonly { day: string }[]) =>
  [...new Set(cases.map(({ day }) => day))].sort();

/**
 * Returns the two models with the smallest loss over the hours that all have, on the older half of
 * the days alone. The model with the fewest hours is left out until all others have enough days.
 */
function bestPair(
  models: readonly number[],
  cases: readonly BlendCase[],
): [number, number] | undefined {
  if (models.length < 2) return undefined;
  const common = cases.filter((one) => models.every((at) => one.models[at]));
  const days = daysOf(common);
  if (models.length > 2 && days.length < LEAST_DAYS) {
    const hours = (at: number) => cases.filter((one) => one.models[at]).length;
    const fewest = models.reduce((a, b) => hours(b) < hours(a) ? b : a);
    return bestPair(models.filter((at) => at !== fewest), cases);
  }
  const older = new Set(days.slice(0, days.length - Math.min(MOST_HELD_OUT, days.length >> 1)));
  const seen = common.filter(({ day }) => older.has(day));
  const losses = new Map(models.map((at) => [
    at,
    seen.reduce((sum, one) => sum + lossOf(one.models[at]!, one.models[at]!, 1, one), 0),
  ]));
  const [first, second] = models.toSorted((a, b) => losses.get(a)! - losses.get(b)!);
  return [first!, second!];
}

/** Returns the mean pinball loss of a blend over the levels that both have, in kW. */
function lossOf(
  first: Float64Array,
  second: Float64Array,
  share: number,
  { measuredKw }: { measuredKw: number },
): number {
  let sum = 0;
  let count = 0;
  for (let at = 0; at < LEVELS.length; at++) {
    const error = share * first[at]! + (1 - share) * second[at]! - measuredKw;
    if (Number.isNaN(error)) continue;
    sum += Math.max(error, 0) - LEVELS[at]! * error;
    count++;
  }
  return sum / count;
}

function weightsOf(cases: readonly Case[], days: number): number[] {
  const sums = Array.from({ length: LEADS }, () => new Float64Array(SHARES.length));
  const counts = new Float64Array(LEADS);
  for (const one of cases) {
    counts[one.lead]!++;
    const sum = sums[one.lead]!;
    SHARES.forEach((share, at) => sum[at]! += lossOf(one.first, one.second, share, one));
  }
  const losses = sums.map((sum, lead) =>
    counts[lead]! > 0 ? sum.map((loss) => loss / counts[lead]!) : undefined
  );
  return fitWeights(losses, days);
}

type Losses = Record<"blend" | "first" | "second", number>;

/** Returns the mean losses of each day, all hours of it alike. */
function lossesByDay(cases: readonly Case[], weights: readonly number[]): Losses[] {
  return [...Map.groupBy(cases, ({ day }) => day).values()].map((hours) => ({
    blend: mean(hours.map((one) => lossOf(one.first, one.second, weights[one.lead]!, one)))!,
    first: mean(hours.map((one) => lossOf(one.first, one.second, 1, one)))!,
    second: mean(hours.map((one) => lossOf(one.first, one.second, 0, one)))!,
  }));
}

/** Returns whether the blend beat each model by enough, and by more than chance would explain. */
function isBetter(losses: readonly Losses[]): boolean {
  const best = Math.min(
    ...(["first", "second"] as const).map((name) => mean(losses.map((day) => day[name]))!),
  );
  return (["first", "second"] as const).every((name) => {
    const saved = pairedDifference(losses.map((day) => day[name] - day.blend));
    return saved !== undefined && saved.t >= REAL_T && saved.mean >= LEAST_GAIN * best;
  });
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
