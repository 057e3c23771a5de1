/**
 * How far forecasts were from generation. A pair is a forecast value and the mean power measured
 * over its period; sql/accuracy/accuracy_pairs.ts defines which pairs there are.
 */
import { calendarDay, dayRange } from "../time/day_range.ts";
import type { FieldError } from "../errors.ts";
import { parse, type Parsed } from "../validation.ts";

/**
 * Classes of horizons, each from `from_minutes` up to but excluding `to_minutes` (null: no limit).
 * `hours` names the class, as in "about 6 hours ahead".
 */
export const HORIZONS: readonly {
  hours: number;
  from_minutes: number;
  to_minutes: number | null;
}[] = [
  { hours: 0, from_minutes: 0, to_minutes: 30 },
  { hours: 1, from_minutes: 30, to_minutes: 120 },
  { hours: 3, from_minutes: 120, to_minutes: 270 },
  { hours: 6, from_minutes: 270, to_minutes: 540 },
  { hours: 12, from_minutes: 540, to_minutes: 1080 },
  { hours: 24, from_minutes: 1080, to_minutes: 1800 },
  { hours: 36, from_minutes: 1800, to_minutes: 2520 },
  { hours: 48, from_minutes: 2520, to_minutes: null },
];

/**
 * Which pairs count: those with the sun up in the middle of their period (of PV sites with
 * coordinates), or all.
 */
export const LIGHTS = ["daylight", "day"] as const;
export type Light = typeof LIGHTS[number];

/** How far one model's forecasts were from generation at one horizon. */
export interface Accuracy {
  /** All versions of a model count together. Null for values without a model. */
  model_name: string | null;
  horizon_hours: number;
  pairs: number;
  mae_kw: number | null;
  rmse_kw: number | null;
  /** Forecast minus measured. */
  bias_kw: number | null;
  /**
   * The same divided by the mean capacity, over pairs of sites with a capacity; null without any.
   */
  mae_share: number | null;
  rmse_share: number | null;
  bias_share: number | null;
  /**
   * Mean pinball loss over the P-levels, and the continuous ranked probability score
   * (sql/accuracy/scores.ts); the same divided by the mean capacity, as above. Null where pairs were
   * counted before there were scores.
   */
  pinball_kw: number | null;
  crps_kw: number | null;
  pinball_share: number | null;
  crps_share: number | null;
  /** Pairs with P10 and P90, and the share of them with the measured power inside the band. */
  band_pairs: number;
  inside_share: number | null;
  /**
   * 1 − MAE ÷ MAE of the baseline, over pairs of periods that the baseline forecast at this
   * horizon, too; each is compared with the mean absolute error of the baseline's runs. Null for
   * the baseline itself, and without such pairs.
   */
  skill: number | null;
  /** MAE of the baseline over these pairs, in kW. */
  baseline_mae_kw: number | null;
}

/** Counts and sums over pairs, which can be added up over days and sites. */
export interface AccuracySums {
  model_name: string | null;
  horizon_hours: number;
  pairs: number;
  /** Sums over the pairs of |error| in kW, error² in kW², and error in kW. */
  abs_kw: number;
  square_kw2: number;
  error_kw: number;
  /** The same over pairs of sites with a capacity, and the sum of their capacities in kW. */
  sized_pairs: number;
  sized_abs_kw: number;
  sized_square_kw2: number;
  sized_error_kw: number;
  capacity_kw: number;
  band_pairs: number;
  inside_pairs: number;
  /** Pairs that are compared with the baseline, and the sums of both absolute errors in kW. */
  compared_pairs: number;
  compared_abs_kw: number;
  baseline_abs_kw: number;
  /** Pairs that have scores, and the sums of these in kW. */
  scored_pairs: number;
  pinball_kw: number;
  crps_kw: number;
  /** The same over pairs of sites with a capacity, and the sum of their capacities in kW. */
  sized_pinball_kw: number;
  sized_crps_kw: number;
  scored_capacity_kw: number;
}

/** Computes errors, shares and skill from sums. */
export function accuracyOf(sums: AccuracySums): Accuracy {
  const { pairs, sized_pairs, band_pairs, compared_pairs, scored_pairs } = sums;
  const meanCapacityKw = ratio(sums.capacity_kw, sized_pairs);
  const skill = ratio(sums.compared_abs_kw, sums.baseline_abs_kw);
  return {
    model_name: sums.model_name,
    horizon_hours: sums.horizon_hours,
    pairs,
    mae_kw: ratio(sums.abs_kw, pairs),
    rmse_kw: root(ratio(sums.square_kw2, pairs)),
    bias_kw: ratio(sums.error_kw, pairs),
    mae_share: ratio(sums.sized_abs_kw, sums.capacity_kw),
    rmse_share: ratio(root(ratio(sums.sized_square_kw2, sized_pairs)), meanCapacityKw),
    bias_share: ratio(sums.sized_error_kw, sums.capacity_kw),
    pinball_kw: ratio(sums.pinball_kw, scored_pairs),
    crps_kw: ratio(sums.crps_kw, scored_pairs),
    pinball_share: ratio(sums.sized_pinball_kw, sums.scored_capacity_kw),
    crps_share: ratio(sums.sized_crps_kw, sums.scored_capacity_kw),
    band_pairs,
    inside_share: ratio(sums.inside_pairs, band_pairs),
    skill: skill === null ? null : 1 - skill,
    baseline_mae_kw: ratio(sums.baseline_abs_kw, compared_pairs),
  };
}

/** Returns a quotient; null when there is nothing to divide, or to divide by. */
function ratio(of: number | null, by: number | null): number | null {
  return of === null || !by ? null : of / by;
}

const root = (square: number | null) => square === null ? null : Math.sqrt(square);

/** UTC days, both inclusive. A pair belongs to the day in which its period starts. */
export interface AccuracyPeriod {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
}

/** Days that are shown by default. */
export const ACCURACY_DAYS = 30;

/** Returns the last 30 complete UTC days. */
export function lastCompleteDays(now: Temporal.Instant): AccuracyPeriod {
  const to = now.toZonedDateTimeISO("UTC").toPlainDate().subtract({ days: 1 });
  return { from: to.subtract({ days: ACCURACY_DAYS - 1 }), to };
}

/**
 * Completes a range of days: without a last one up to yesterday, without a first the 30 days up to
 * the last. An error at a day that was not given is reported at the other one.
 */
export function accuracyPeriod(
  given: { from?: string; to?: string },
  now: Temporal.Instant,
): Parsed<AccuracyPeriod> {
  const usual = lastCompleteDays(now);
  const to = given.to ?? usual.to.toString();
  const last = calendarDay.safeParse(to).success ? Temporal.PlainDate.from(to) : usual.to;
  const from = given.from ?? last.subtract({ days: ACCURACY_DAYS - 1 }).toString();
  const parsed = parse(dayRange, { from, to });
  if (!parsed.data) return { fields: parsed.fields.map((field) => atGivenDay(field, given)) };
  const plain = (text: string) => Temporal.PlainDate.from(text);
  return { data: { from: plain(parsed.data.from), to: plain(parsed.data.to) } };
}

function atGivenDay(error: FieldError, given: { from?: string; to?: string }): FieldError {
  if (given.to === undefined) return { ...error, field: "from" };
  return given.from === undefined ? { ...error, field: "to" } : error;
}
