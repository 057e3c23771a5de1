import { type MicroSpan, SECOND } from "./samples.ts";

const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** All lengths of periods divide it: no period of any of them lies across its multiples. */
const HALF_HOUR = 30 * MINUTE;
/** Readings of a period that come within it need no correction. */
const WAIT = 2 * MINUTE;

export const PERIOD_MINUTES = [5, 10, 15, 30] as const;
export type PeriodMinutes = typeof PERIOD_MINUTES[number];

/** What is to be counted at a site. Times are microseconds since 1970. */
export interface DueTimes {
  /** Times whose readings changed, in order, ends included. */
  ranges: readonly MicroSpan[];
  minutes: number;
  /** Periods that start before it are not counted again; undefined: all are. */
  keptBefore?: number;
  now: number;
}

/** What is counted at once, and which part of what is due that settles. */
export interface CountSpan extends MicroSpan {
  settles: MicroSpan;
}

/**
 * Returns the newest span of periods to be counted of those that ended two minutes ago or earlier,
 * about a day at most; undefined when no period is due. It is empty where nothing of it may change.
 */
export function nextSpan({ ranges, minutes, keptBefore, now }: DueTimes): CountSpan | undefined {
  const step = minutes * MINUTE;
  const limit = floor(now - WAIT, step);
  const over = ranges.filter(({ start }) => start < limit);
  const last = over.at(-1);
  if (!last) return undefined;
  const end = Math.min(limit, floor(last.end, HALF_HOUR) + HALF_HOUR);
  const earliest = floor(end - DAY, HALF_HOUR);
  const first = over.find((range) => range.end >= earliest)!;
  const start = Math.max(earliest, floor(first.start, HALF_HOUR));
  const kept = keptBefore === undefined ? start : Math.ceil(keptBefore / step) * step;
  return { start: Math.min(end, Math.max(start, kept)), end, settles: { start, end } };
}

/** Returns the periods of a span, which begins and ends where periods do. */
export function periodsIn({ start, end }: MicroSpan, minutes: number): MicroSpan[] {
  const step = minutes * MINUTE;
  return Array.from({ length: Math.round((end - start) / step) }, (_, n) => ({
    start: start + n * step,
    end: start + (n + 1) * step,
  }));
}

const floor = (time: number, step: number) => Math.floor(time / step) * step;
