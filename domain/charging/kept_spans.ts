import type { FilterPeriod } from "./filter_period.ts";

type Instant = Temporal.Instant;
type Unit = "month" | "year";

/** How a period is made up of UTC years and months whose sums are kept, and of what is left of it. */
export interface KeptSpans {
  /** Each from a first year or month to the last, excluded; undefined: no bound. */
  years: FilterPeriod[];
  months: FilterPeriod[];
  /** Within a month each. */
  rest: Required<FilterPeriod>[];
}

/** Returns the years, the months and the rest that together are exactly a period. */
export function keptSpans({ start, end }: FilterPeriod): KeptSpans {
  const [months, rest] = split({ start, end }, "month");
  if (!months) return { years: [], months: [], rest };
  const [years, some] = split(months, "year");
  return { years: years ? [years] : [], months: some, rest };
}

type Parts = [whole: FilterPeriod | undefined, ends: Required<FilterPeriod>[]];

/** Splits a period into what is made up of whole years or months, and up to two ends. */
function split({ start, end }: FilterPeriod, unit: Unit): Parts {
  const first = start && ceil(start, unit);
  const last = end && floor(end, unit);
  if (first && last && isBefore(last, first, true)) {
    return [undefined, isBefore(start!, end!) ? [{ start: start!, end: end! }] : []];
  }
  const ends: Required<FilterPeriod>[] = [];
  if (first && isBefore(start!, first)) ends.push({ start: start!, end: first });
  if (last && isBefore(last, end!)) ends.push({ start: last, end: end! });
  return [{ start: first, end: last }, ends];
}

const isBefore = (one: Instant, other: Instant, orSame = false) =>
  Temporal.Instant.compare(one, other) < (orSame ? 1 : 0);

function floor(instant: Instant, unit: Unit): Instant {
  const time = instant.toZonedDateTimeISO("UTC");
  return time.with({ day: 1, ...(unit === "year" && { month: 1 }) }).startOfDay().toInstant();
}

function ceil(instant: Instant, unit: Unit): Instant {
  const first = floor(instant, unit);
  if (first.equals(instant)) return first;
  return first.toZonedDateTimeISO("UTC").add({ [`${unit}s`]: 1 }).toInstant();
}
