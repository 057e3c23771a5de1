/**
 * Simple forecasts to compare with, made from what was known at issue time. Some of them see a little
 * more, in their favour: the same time yesterday begins at issue time when it is 24 hours ahead, and
 * the newest quarter hour of the last hour and of the 30 days may include five minutes that had not
 * ended. Persistence
 * ends at or before issue time. Source: Yang et al., Verification of deterministic solar forecasts,
 * Solar Energy 210, 2020 (persistence, climatology and their best mix as the standard of reference).
 */
import { QUARTER, quarterHours, QUARTERS_A_DAY } from "../../domain/forecasts/baseline/quarters.ts";
import { quantileOfSorted } from "../../domain/forecasts/statistics.ts";
import { type History, meanAt, measuredAround } from "./history.ts";

const MONTH = 30 * QUARTERS_A_DAY;

/** A measured period that starts at a quarter hour: outcome and forecasts of the references (kW). */
export interface Row {
  target: number;
  actual: number;
  /** The same time yesterday, or on the newest day whose time had come at issue time. */
  yesterday: number;
  /** The last clear-sky index in daylight. */
  persisted: number;
  /** The mean clear-sky index in daylight of the last hour, else as above. */
  hour: number;
  /** Mean, P10, median and P90 of the index in that hour of the last 30 days. */
  mean: number;
  p10: number;
  median: number;
  p90: number;
}

/** Forecasts of one value that ours is compared with. */
export const SINGLE = ["yesterday", "persisted", "hour", "mean", "median"] as const;
/** What lasts and what is usual, of which the best mix is found in hindsight. */
export const LASTING = ["persisted", "hour"] as const;
export const USUAL = ["mean", "median"] as const;

/**
 * Returns the rows of a horizon (quarter hours) from a quarter hour on: those in daylight that have
 * every reference. `last` is the result of lastIndexes().
 */
export function rowsOf(
  history: History,
  last: Float64Array,
  horizon: number,
  from: number,
): Row[] {
  const { first, count, power, clear, index, potential, grain } = history;
  const mean = (values: Float64Array, at: number) => meanAt(values, at, grain);
  const back = Math.ceil(horizon / QUARTERS_A_DAY) * QUARTERS_A_DAY;
  const rows: Row[] = [];
  for (let target = Math.max(from - first, MONTH); target < count; target += grain) {
    const clearKw = mean(clear, target);
    if (!(clearKw > potential.leastKw)) continue;
    const issue = target - horizon;
    const month = sameHour(index, first, target, issue);
    const sorted = month.sort();
    const usual = (p: number) => quantileOfSorted(sorted, p) * clearKw;
    const row = {
      target: first + target,
      actual: mean(power, target),
      yesterday: mean(power, target - back),
      persisted: last[issue]! * clearKw,
      hour: (lastHour(index, issue) ?? last[issue]!) * clearKw,
      mean: month.reduce((sum, value) => sum + value, 0) / month.length * clearKw,
      p10: usual(0.1),
      median: usual(0.5),
      p90: usual(0.9),
    };
    if (Object.values(row).every((value) => Number.isFinite(value))) rows.push(row);
  }
  return rows;
}

/** Returns the mean index in daylight of the hour before `issue`; undefined in the dark. */
function lastHour(index: Float64Array, issue: number): number | undefined {
  const known = index.subarray(Math.max(0, issue - 4), issue).filter((value) => value >= 0);
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : undefined;
}

/** Returns the indexes of the 30 days before `issue` in the hour of the target. */
function sameHour(
  index: Float64Array,
  first: number,
  target: number,
  issue: number,
): Float64Array {
  const found: number[] = [];
  // `first` is the start of a day, so that places in the series tell the hour.
  const hour = target - (first + target) % 4;
  for (let start = hour; start + MONTH > issue - 4 && start >= 0; start -= QUARTERS_A_DAY) {
    for (let at = start; at < start + 4; at++) {
      const isKnown = at < issue && at >= issue - MONTH && !Number.isNaN(index[at]!);
      if (isKnown) found.push(index[at]!);
    }
  }
  return Float64Array.from(found);
}

/** Returns for each issue time the last known index in daylight. */
export function lastIndexes(
  { first, count, clear, index, measured, potential, grain }: History,
): Float64Array {
  const last = new Float64Array(count).fill(NaN);
  let older = NaN;
  for (let issue = 1; issue < count; issue++) {
    const before = issue - 1;
    const known = { knownMs: (first + issue) * QUARTER, capacityKw: potential.measuredCapacityKw };
    const around = measuredAround(measured, first + issue, 1 / 24);
    const kw = quarterHours(around, first + before, 1, known).values[0]!;
    const isLit = clear[before]! > potential.leastKw;
    // A longer period is known at its end, and has one index.
    const ofLonger = (first + issue) % grain === 0 ? index[before]! : NaN;
    const newest = grain > 1 ? ofLonger : isLit ? kw / clear[before]! : NaN;
    last[issue] = Number.isNaN(newest) ? older : newest;
    if (!Number.isNaN(index[before]!)) older = index[before]!;
  }
  return last;
}

/** Returns every measured period with the sun up from a quarter hour on, also with a low sun. */
export function sunUpOf({ first, count, power, isUp, grain }: History, from: number) {
  const rows: Pick<Row, "target" | "actual">[] = [];
  for (let at = Math.max(0, from - first); at < count; at += grain) {
    const actual = meanAt(power, at, grain);
    if (isUp[at + (grain >> 1)] && !Number.isNaN(actual)) rows.push({ target: first + at, actual });
  }
  return rows;
}

/** A mix of what lasts and what is usual, best in hindsight on some rows. */
export interface Mix {
  lasting: typeof LASTING[number];
  usual: typeof USUAL[number];
  /** Share of what lasts. */
  share: number;
}

/** Returns the best of all mixes, in hindsight on these rows. */
export function bestMix(rows: Row[]): Mix {
  const mixes = LASTING.flatMap((lasting) =>
    USUAL.flatMap((usual) =>
      Array.from({ length: 51 }, (_, step) => ({ lasting, usual, share: step / 50 }))
    )
  );
  const errors = mixes.map((mix) =>
    rows.reduce((sum, row) => sum + Math.abs(mixed(row, mix) - row.actual), 0)
  );
  return mixes[errors.indexOf(Math.min(...errors))]!;
}

export function mixed(row: Row, { lasting, usual, share }: Mix): number {
  return share * row[lasting] + (1 - share) * row[usual];
}
