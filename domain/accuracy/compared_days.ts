/** The spans of time that day-ahead energies are compared over. */
import { DAY_AHEAD, leadOf } from "../forecasts/energy/leads.ts";
import { nightsOf } from "../forecasts/site_day.ts";
import type { Span } from "../generation/energy.ts";
import { kept } from "../kept.ts";
import type { Site } from "../sites/site.ts";
import { dayPeriod } from "../time/time.ts";
import type { AccuracyPeriod } from "./accuracy.ts";

/** A day of a zone. */
export interface ComparedDay extends Span {
  day: Temporal.PlainDate;
  /** The 24 hours (23 or 25 at clock changes) before its day-ahead energy was issued. */
  known: Span;
}

const keptDays = kept<readonly ComparedDay[]>(200);

/**
 * Returns the days of a period in order, after the one before it. Sites of a zone share them:
 * computing them takes longer than all the rest of a comparison.
 */
export function comparedDays(zone: string, { from, to }: AccuracyPeriod): readonly ComparedDay[] {
  return keptDays(`${zone} ${from} ${to}`, () => {
    const first = from.subtract({ days: 1 });
    const count = first.until(to, { largestUnit: "day" }).days + 1;
    const issueMs = Array.from(
      { length: count + 1 },
      (_, at) => leadOf(first.add({ days: at - 1 }), DAY_AHEAD, zone).issuedUtc.epochMilliseconds,
    );
    return Array.from({ length: count }, (_, at) => {
      const day = first.add({ days: at });
      const { start, end } = dayPeriod(day, zone);
      const known = { startMs: issueMs[at]!, endMs: issueMs[at + 1]! };
      return { day, startMs: start.epochMilliseconds, endMs: end.epochMilliseconds, known };
    });
  });
}

/** Returns the nights of a site from the first time that is compared to the last. */
export function nightsBetween(site: Site, days: readonly ComparedDay[]): readonly Span[] {
  return nightsOf(site, { startMs: days[0]!.known.startMs, endMs: days.at(-1)!.endMs });
}

/** Returns the edges, in order, of days and nights and of what was known before each day. */
export function edgesOf(site: Site, days: readonly ComparedDay[]): number[] {
  const spans = [...days, ...days.map(({ known }) => known), ...nightsBetween(site, days)];
  const edges = new Set(spans.flatMap(({ startMs, endMs }) => [startMs, endMs]));
  return Float64Array.from(edges).sort().values().toArray();
}
