import type { CountedPeriod } from "./kilowatts.ts";
import { microText } from "./microseconds.ts";
import { type MicroSpan, SECOND } from "./samples.ts";

/** A stored period. */
export interface StoredPeriod extends MicroSpan {
  kw: number;
  /** Whether no logger may write over it. */
  stays: boolean;
}

/** A period as it is stored, and as it would be counted; null: it has no power. */
export interface PreviewedPeriod {
  start_utc: string;
  now_kw: number | null;
  then_kw: number | null;
  /** Whether what is stored stays, whatever loggers measured. */
  stays: boolean;
}

/** Periods as they would be counted again, with the energy of all of them. */
export interface PreviewedPeriods {
  periods: PreviewedPeriod[];
  now_kwh: number;
  then_kwh: number;
}

const HOUR = 3600 * SECOND;

/** Lays periods as they would be counted beside what is stored for their times. */
export function previewed(
  counted: readonly CountedPeriod[],
  stored: readonly StoredPeriod[],
): PreviewedPeriods {
  let [nowKwh, thenKwh, first] = [0, 0, 0];
  const periods = counted.map(({ start, end, kw }) => {
    while (first < stored.length && stored[first]!.end <= start) first++;
    const here = overlapping(stored, first, { start, end });
    const now = energyOf(here, { start, end });
    const stays = here.some((one) => one.stays);
    const kept = stays ? energyOf(here.filter((one) => one.stays), { start, end }) : undefined;
    nowKwh += now.kwh;
    thenKwh += kept?.kwh ?? (kw ?? 0) * (end - start) / HOUR;
    return {
      start_utc: microText(start),
      now_kw: now.kw,
      then_kw: kept ? kept.kw : kw ?? null,
      stays,
    };
  });
  return { periods, now_kwh: nowKwh, then_kwh: thenKwh };
}

function overlapping(stored: readonly StoredPeriod[], first: number, { start, end }: MicroSpan) {
  const here: StoredPeriod[] = [];
  for (let at = first; at < stored.length && stored[at]!.start < end; at++) {
    if (stored[at]!.end > start) here.push(stored[at]!);
  }
  return here;
}

/** Returns the mean power of periods over what they cover of a span, and their energy there. */
function energyOf(periods: readonly StoredPeriod[], { start, end }: MicroSpan) {
  let [covered, kwh] = [0, 0];
  for (const { start: first, end: last, kw } of periods) {
    const hours = (Math.min(last, end) - Math.max(first, start)) / HOUR;
    covered += hours;
    kwh += kw * hours;
  }
  return { kw: covered > 0 ? kwh / covered : null, kwh };
}
