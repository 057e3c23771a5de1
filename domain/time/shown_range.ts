/** Ranges of days that a page shows, and the way to the ranges before and after. */

export const VIEWS = ["day", "3-days", "week", "month", "year"] as const;
/** A range around a day: the day, it with its neighbours, its week from Monday, its month, its year. */
export type View = typeof VIEWS[number];

/** Most days whose power is drawn; the energies of longer ranges are shown, day by day. */
export const MOST_DAYS_OF_POWER = 7;
/** Most days whose energies are shown one by one; longer ranges are shown by month. */
export const MOST_DAYS_OF_ENERGY = 92;
/** Most days of a range. */
export const MOST_DAYS = 3660;

/** Some days in a row, both included. */
export interface DayRange {
  /** `range` for any other days. */
  view: View | "range";
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
}

/** Returns the range of a view that holds a day. */
export function rangeOf(view: View, day: Temporal.PlainDate): DayRange {
  switch (view) {
    case "day":
      return { view, first: day, last: day };
    case "3-days":
      return { view, first: day.subtract({ days: 1 }), last: day.add({ days: 1 }) };
    case "week": {
      const first = day.subtract({ days: day.dayOfWeek - 1 });
      return { view, first, last: first.add({ days: 6 }) };
    }
    case "month":
      return { view, first: day.with({ day: 1 }), last: day.with({ day: day.daysInMonth }) };
    case "year":
      return {
        view,
        first: day.with({ month: 1, day: 1 }),
        last: day.with({ month: 12, day: 31 }),
      };
  }
}

/** Returns how many days a range has. */
export function daysIn({ first, last }: Pick<DayRange, "first" | "last">): number {
  return first.until(last, { largestUnit: "day" }).days + 1;
}

/** Returns all days of a range. */
export function daysOf({ first, last }: Pick<DayRange, "first" | "last">): Temporal.PlainDate[] {
  return Array.from({ length: daysIn({ first, last }) }, (_, at) => first.add({ days: at }));
}

/** Returns whether a range shows the power of its days, or their energies by day or by month. */
export function shownAs(range: DayRange): "power" | "days" | "months" {
  const days = daysIn(range);
  if (days <= MOST_DAYS_OF_POWER) return "power";
  return range.view === "year" || days > MOST_DAYS_OF_ENERGY ? "months" : "days";
}

/** Returns the range of the same kind and length before (-1) or after (1). */
export function besideRange({ view, first, last }: DayRange, step: -1 | 1): DayRange {
  if (view === "month" || view === "year") {
    return rangeOf(view, first.add({ [`${view}s`]: step }));
  }
  const days = step * daysIn({ first, last });
  return { view, first: first.add({ days }), last: last.add({ days }) };
}

/**
 * Returns the day around which a range is: today for a week, a month or a year that holds it, so
 * that it leads to today's day.
 */
export function anchorOf({ view, first, last }: DayRange, today: Temporal.PlainDate) {
  if (view === "3-days") return first.add({ days: 1 });
  return isWithin(today, { first, last }) ? today : first;
}

/** Returns true for a day of the range. */
export function isWithin(
  day: Temporal.PlainDate,
  { first, last }: Pick<DayRange, "first" | "last">,
): boolean {
  return Temporal.PlainDate.compare(first, day) <= 0 && Temporal.PlainDate.compare(day, last) <= 0;
}
