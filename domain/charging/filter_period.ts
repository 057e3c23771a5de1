import type { SessionFilter } from "./session_filter.ts";

/** When and in which zone a list is shown. */
export interface Shown {
  now: Temporal.Instant;
  zone: string;
}

/** When sessions of a filter start: `[start, end)`; undefined: no bound. */
export interface FilterPeriod {
  start?: Temporal.Instant;
  end?: Temporal.Instant;
}

const DAYS = { "7d": 7, "30d": 30, "90d": 90, "1y": 365 } as const;

/**
 * Returns the period in which sessions of a filter start: local days from their first moment to the
 * last of the last day; else so many times 24 hours before now, or the year so far.
 */
export function filterPeriod(
  { range, from, to }: SessionFilter,
  { now, zone }: Shown,
): FilterPeriod {
  if (from !== undefined || to !== undefined) return ofDays(from, to, zone);
  if (range === "all") return {};
  if (range !== "ytd") return { start: now.subtract({ hours: 24 * DAYS[range] }) };
  const today = now.toZonedDateTimeISO(zone);
  return {
    start: today.toPlainDate().with({ month: 1, day: 1 }).toZonedDateTime(zone).toInstant(),
  };
}

function ofDays(from: string | undefined, to: string | undefined, zone: string): FilterPeriod {
  const midnight = (day: Temporal.PlainDate) => day.toZonedDateTime(zone).toInstant();
  return {
    ...(from !== undefined && { start: midnight(Temporal.PlainDate.from(from)) }),
    ...(to !== undefined && { end: midnight(Temporal.PlainDate.from(to).add({ days: 1 })) }),
  };
}
