/**
 * The query parameters of a range of days: `day` and `view` (the day, 3 days, the week, the month or
 * the year around it), or `start` and `end`, both included.
 */
import type { FieldError } from "../../domain/errors.ts";
import { type DayRange, daysIn, MOST_DAYS, rangeOf, VIEWS } from "../../domain/time/shown_range.ts";

const MESSAGE = "is not a valid day. Write it like 2026-11-21.";

/** Parses the range of a query; with errors it is today. */
export function parseRange(
  query: Record<string, string>,
  today: Temporal.PlainDate,
): { range: DayRange; errors: FieldError[] } {
  const { start, end } = query;
  const errors: FieldError[] = [];
  const dayIn = (field: "day" | "start" | "end", otherwise: Temporal.PlainDate) => {
    const text = query[field];
    const day = text ? parseDay(text) : otherwise;
    if (!day) errors.push({ field, message: `${text!.slice(0, 40)} ${MESSAGE}` });
    return day ?? today;
  };
  if (!start && !end) {
    const day = dayIn("day", today);
    const view = VIEWS.find((one) => one === (query.view || "day"));
    if (!view) errors.push({ field: "view", message: `Write one of: ${VIEWS.join(", ")}.` });
    return { range: rangeOf(errors.length > 0 ? "day" : view!, day), errors };
  }
  const first = dayIn("start", end ? parseDay(end) ?? today : today);
  const range: DayRange = { view: "range", first, last: dayIn("end", first) };
  errors.push(...errors.length > 0 ? [] : refusals(range));
  return { range: errors.length > 0 ? rangeOf("day", today) : range, errors };
}

function refusals(range: DayRange): FieldError[] {
  if (Temporal.PlainDate.compare(range.last, range.first) < 0) {
    return [{ field: "end", message: "The end must not be before the start." }];
  }
  return daysIn(range) > MOST_DAYS
    ? [{ field: "end", message: `Choose at most ${MOST_DAYS} days, which is ten years.` }]
    : [];
}

/** Returns the query parameters of a range, the inverse of `parseRange`; none for today. */
export function rangeParameters(
  range: DayRange,
  anchor: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Record<string, string> {
  const { view, first, last } = range;
  if (view === "range") return { start: `${first}`, end: `${last}` };
  return {
    ...view === "day" ? {} : { view },
    ...anchor.equals(today) ? {} : { day: `${anchor}` },
  };
}

/** Returns a day of the years 1900 to 2099; undefined for another text. */
function parseDay(text: string): Temporal.PlainDate | undefined {
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}
