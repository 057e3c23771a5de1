import { z } from "zod";
import { dayPeriod } from "../../time/time.ts";

/** A month from 1900 to 2099 as text: `2026-10`. */
export const calendarMonth = z.string({ error: "Write a month like 2026-10." })
  .regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/, { error: "Write a month like 2026-10." });

/** A calendar month of a zone. */
export interface Month {
  /** `2026-10` */
  month: string;
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
}

/** Returns the days of a month given as `2026-10`. */
export function monthOf(month: string): Month {
  const first = Temporal.PlainDate.from(`${month}-01`);
  return { month, first, last: first.with({ day: first.daysInMonth }) };
}

/** Returns the month before the one that a day is in. */
export function monthBefore(day: Temporal.PlainDate): Month {
  return monthOf(`${day.toPlainYearMonth().subtract({ months: 1 })}`);
}

/** Returns the period of a month in a zone. */
export function periodOfMonth({ first }: Month, zone: string) {
  return dayPeriod(first, zone, first.daysInMonth);
}
