/**
 * Days in words, as `Intl` writes them in British English. Formatting one by `Intl` takes a tenth of
 * a millisecond, and a page has many.
 */

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const SHORT = { September: "Sept" } as Record<string, string>;
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** A day of the ISO calendar, with or without a time. */
type Day = Pick<Temporal.PlainDate, "day" | "month" | "year" | "dayOfWeek">;

/** Returns `Saturday`. */
export function weekday({ dayOfWeek }: Day): string {
  return WEEKDAYS[dayOfWeek - 1]!;
}

/** Returns `Sat`. */
export function shortWeekday(day: Day): string {
  return weekday(day).slice(0, 3);
}

/** Returns `21 November`. */
export function dayAndMonth({ day, month }: Day): string {
  return `${day} ${MONTHS[month - 1]}`;
}

/** Returns `November 2026`. */
export function monthAndYear({ month, year }: Pick<Day, "month" | "year">): string {
  return `${MONTHS[month - 1]} ${year}`;
}

/** Returns `Nov`. */
export function shortMonth({ month }: Pick<Day, "month">): string {
  const name = MONTHS[month - 1]!;
  return SHORT[name] ?? name.slice(0, 3);
}

/** Returns `21 November 2026`. */
export function date(day: Day): string {
  return `${dayAndMonth(day)} ${day.year}`;
}

/** Returns `21 Nov`. */
export function shortDay(day: Day): string {
  return `${day.day} ${shortMonth(day)}`;
}

/** Returns `21 Nov 2026`. */
export function shortDate(day: Day): string {
  return `${shortDay(day)} ${day.year}`;
}
