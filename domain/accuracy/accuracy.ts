/**
 * How far off forecasts were. A pair is a value of a run and the mean power measured over the value's
 * period; which pairs there are is told in sql/accuracy/accuracy_days.ts.
 */
import { calendarDay, dayRange } from "../time/day_range.ts";
import type { FieldError } from "../errors.ts";
import { parse, type Parsed } from "../validation.ts";

/**
 * Pairs are told apart by the time from the run to the start of the period: `from_minutes` up to, and
 * without, `to_minutes` (null: without end). People are told "about 6 hours ahead".
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

/** Pairs with the sun up in the middle of their period (PV sites with coordinates), or all. */
export const LIGHTS = ["daylight", "day"] as const;
export type Light = typeof LIGHTS[number];

/** How far off one model's forecasts were at one horizon; powers in kW. */
export interface Accuracy {
  /** Versions of a model go together. Null: values without a model. */
  model_name: string | null;
  horizon_hours: number;
  pairs: number;
  mae_kw: number | null;
  rmse_kw: number | null;
  /** Forecast minus measured. */
  bias_kw: number | null;
  /** The same of the mean capacity, over the pairs of sites that have one; null without any. */
  mae_share: number | null;
  rmse_share: number | null;
  bias_share: number | null;
  /** Pairs with a P10 and a P90, and the share of them that holds what was measured. */
  band_pairs: number;
  inside_share: number | null;
  /**
   * 1 − MAE / MAE of the baseline, over the pairs whose period the baseline has at this horizon too:
   * each is held against the mean of what its runs were off there. Null for the baseline itself, and
   * without anything to compare.
   */
  skill: number | null;
  /** That MAE of the baseline. */
  baseline_mae_kw: number | null;
}

/** Counts and sums over pairs: they add up over days and sites. */
export interface AccuracySums {
  model_name: string | null;
  horizon_hours: number;
  pairs: number;
  /** Sums over the pairs of |error| in kW, error² in kW², and error in kW. */
  abs_kw: number;
  square_kw2: number;
  error_kw: number;
  /** The same over pairs of sites with a capacity, and the sum of those capacities. */
  sized_pairs: number;
  sized_abs_kw: number;
  sized_square_kw2: number;
  sized_error_kw: number;
  capacity_kw: number;
  band_pairs: number;
  inside_pairs: number;
  /** Pairs of periods that the baseline has at this horizon too, and the sum of what it was off there. */
  compared_pairs: number;
  compared_abs_kw: number;
  baseline_abs_kw: number;
}

export function accuracyOf(sums: AccuracySums): Accuracy {
  const { pairs, sized_pairs, band_pairs, compared_pairs } = sums;
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
    band_pairs,
    inside_share: ratio(sums.inside_pairs, band_pairs),
    skill: skill === null ? null : 1 - skill,
    baseline_mae_kw: ratio(sums.baseline_abs_kw, compared_pairs),
  };
}

/** Null when there is nothing to divide, or by. */
function ratio(of: number | null, by: number | null): number | null {
  return of === null || !by ? null : of / by;
}

const root = (square: number | null) => square === null ? null : Math.sqrt(square);

/** UTC days, both inclusive. A pair belongs to the day in which its period starts. */
export interface AccuracyPeriod {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
}

export const ACCURACY_DAYS = 30;

/** What is shown unless something else is asked for: the last 30 complete days. */
export function lastCompleteDays(now: Temporal.Instant): AccuracyPeriod {
  const to = now.toZonedDateTimeISO("UTC").toPlainDate().subtract({ days: 1 });
  return { from: to.subtract({ days: ACCURACY_DAYS - 1 }), to };
}

/**
 * The days asked for. Without a last one: up to yesterday; without a first: 30 up to the last. What is
 * wrong with a day that was not asked for is told of the other one.
 */
export function accuracyPeriod(
  asked: { from?: string; to?: string },
  now: Temporal.Instant,
): Parsed<AccuracyPeriod> {
  const usual = lastCompleteDays(now);
  const to = asked.to ?? usual.to.toString();
  const last = calendarDay.safeParse(to).success ? Temporal.PlainDate.from(to) : usual.to;
  const from = asked.from ?? last.subtract({ days: ACCURACY_DAYS - 1 }).toString();
  const parsed = parse(dayRange, { from, to });
  if (!parsed.data) return { fields: parsed.fields.map((field) => ofAsked(field, asked)) };
  const plain = (text: string) => Temporal.PlainDate.from(text);
  return { data: { from: plain(parsed.data.from), to: plain(parsed.data.to) } };
}

function ofAsked(error: FieldError, asked: { from?: string; to?: string }): FieldError {
  if (asked.to === undefined) return { ...error, field: "from" };
  return asked.from === undefined ? { ...error, field: "to" } : error;
}
