import { AppError } from "../../domain/errors.ts";
import {
  calendarMonth,
  type Month,
  monthBefore,
  monthOf,
} from "../../domain/operations/reports/month.ts";

/** Returns the month of a query string; the one before this without it. Throws "invalid". */
export function reportMonth(text: string | undefined, today: Temporal.PlainDate): Month {
  if (text === undefined || text === "") return monthBefore(today);
  const { data, error } = calendarMonth.safeParse(text);
  if (error) throw new AppError("invalid", error.issues[0]!.message);
  const month = monthOf(data!);
  if (Temporal.PlainDate.compare(month.first, today) <= 0) return month;
  throw new AppError("invalid", "This month has not begun yet.");
}
