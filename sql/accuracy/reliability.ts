import type { ScopedSql } from "../../db/scope.ts";
import { ACCURACY_DAYS, type AccuracyPeriod } from "../../domain/accuracy/accuracy.ts";
import { comparedDays, edgesOf } from "../../domain/accuracy/compared_days.ts";
import { type ReliabilityDay, reliabilityDays } from "../../domain/accuracy/reliability.ts";
import type { OutagePeriod } from "../../domain/sites/outage.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import { dayOf, milliseconds } from "../../domain/time/time.ts";
import * as energies from "../forecasts/energies.ts";
import * as outages from "../sites/outages.ts";
import { energyParts } from "../generation/energy_parts.ts";

/** Returns the last 30 days of a site's zone that are over. */
export function lastDaysOf(site: Site, now: Temporal.Instant): AccuracyPeriod {
  const to = dayOf(now, zoneOf(site)).subtract({ days: 1 });
  return { from: to.subtract({ days: ACCURACY_DAYS - 1 }), to };
}

/**
 * Reads what a site produced on the days of a period and what was expected the day before. A day
 * that is not over has produced nothing yet.
 */
export async function readReliability(
  sql: ScopedSql,
  site: Site,
  period: AccuracyPeriod,
  now: Temporal.Instant,
  { withClearSky = false } = {},
): Promise<ReliabilityDay[]> {
  const { site_uuid } = site;
  const days = comparedDays(zoneOf(site), period);
  const edges = edgesOf(site, days);
  const [start, end] = [edges[0]!, edges.at(-1)!].map(Temporal.Instant.fromEpochMilliseconds);
  const [parts, marked, kept] = await Promise.all([
    energyParts(sql, site_uuid, edges),
    outages.between(sql, [site_uuid], start!, end!),
    energies.daysAhead(sql, days.map(({ day }) => ({ site_uuid, day: day.toString() }))),
  ]);
  const expected = new Map(kept.map(({ day, mean_kwh, p10_kwh, p90_kwh }) => [
    day,
    { meanKwh: mean_kwh, p10Kwh: p10_kwh, p90Kwh: p90_kwh },
  ]));
  const found = reliabilityDays(
    { site, days, parts, expected, outages: (marked.get(site_uuid) ?? []).map(spanOf) },
    withClearSky,
  );
  return found.map((day, at) =>
    days[at + 1]!.endMs <= now.epochMilliseconds
      ? day
      : { ...day, producedKwh: null, isInside: null }
  );
}

function spanOf({ kind, start_utc, end_utc }: OutagePeriod) {
  return {
    kind,
    startMs: milliseconds(start_utc),
    endMs: end_utc === null ? Infinity : milliseconds(end_utc),
  };
}
