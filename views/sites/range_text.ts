/** Ranges of days in words. */
import { besideRange, type DayRange } from "../../domain/time/shown_range.ts";
import {
  date,
  dayAndMonth,
  monthAndYear,
  shortDate,
  shortDay,
  shortMonth,
} from "../ui/day_text.ts";
import { longDay } from "../ui/time.tsx";

/** Returns `Sunday 29 November 2026`, `November 2026`, `2026` or `28 to 30 November 2026`. */
export function rangeText({ view, first, last }: DayRange): string {
  if (first.equals(last)) return longDay(first);
  if (view === "month") return monthAndYear(first);
  if (view === "year") return `${first.year}`;
  if (first.year !== last.year) return `${date(first)} to ${date(last)}`;
  return first.month === last.month
    ? `${first.day} to ${date(last)}`
    : `${dayAndMonth(first)} to ${date(last)}`;
}

/** Returns the same shortly, for titles: `29 Nov 2026`. */
export function rangeTitle(range: DayRange): string {
  const { view, first, last } = range;
  if (first.equals(last)) return shortDate(first);
  return view === "range" ? `${shortDate(first)} to ${shortDate(last)}` : rangeText(range);
}

/** Returns what the link to the range before (-1) or after (1) says: `28 Nov`, `Oct`, `2025`. */
export function shortRange(range: DayRange, step: -1 | 1): string {
  const { view, first, last } = besideRange(range, step);
  if (view === "month") return shortMonth(first);
  if (view === "year") return `${first.year}`;
  if (first.equals(last)) return shortDay(first);
  return first.month === last.month
    ? `${first.day}–${shortDay(last)}`
    : `${shortDay(first)} – ${shortDay(last)}`;
}
