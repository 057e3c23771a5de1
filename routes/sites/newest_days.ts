import type { ScopedSql } from "../../db/scope.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import {
  dayOfValues,
  type DayValues,
  seenAt,
  type SiteAndDay,
} from "../../domain/forecasts/site_day.ts";
import { dayOf, dayPeriod, milliseconds, type Period } from "../../domain/time/time.ts";
import * as dayValues from "../../sql/forecasts/day_values.ts";
import * as revisions from "../../sql/sites/revisions.ts";
import { type DayCache, revisionKey, withReason } from "./day_cache.ts";

/** Returns each site with its current day, or one so many days ahead, by at most three queries for any number of sites. */
export async function today(
  sql: ScopedSql,
  sites: Site[],
  now: Temporal.Instant,
  cache: DayCache,
  daysAhead = 0,
): Promise<SiteAndDay[]> {
  const days = new Map(
    [...new Set(sites.map(zoneOf))].map((
      zone,
    ) => [zone, dayOf(now, zone).add({ days: daysAhead })]),
  );
  const wanted = sites.map((site) => ({ site, day: days.get(zoneOf(site))! }));
  return await newestDays(sql, wanted, now, cache);
}

/**
 * Returns days of sites with the newest forecast for each time, by at most three queries. Revisions
 * that are not given are read.
 */
export async function newestDays(
  sql: ScopedSql,
  days: { site: Site; day: Temporal.PlainDate }[],
  now: Temporal.Instant,
  cache: DayCache,
  known?: Map<string, string>,
): Promise<SiteAndDay[]> {
  if (days.length === 0) return [];
  const uuids = new Set(days.map(({ site }) => site.site_uuid));
  const revised = known ?? await revisions.bySite(sql, [...uuids]);
  const wanted = days.map(({ site, day }) => ({ site, day, key: revisionKey(site, revised, day) }));
  const found = new Map(wanted.map(({ key }) => [key, cache.get(key)]));
  for (const { key, ...values } of await read(sql, wanted.filter(({ key }) => !found.get(key)))) {
    const day = dayOfValues({ ...values, zone: zoneOf(values.site) });
    found.set(key, day);
    cache.set(key, day);
  }
  return wanted.map(({ site, key }) => withReason(site, seenAt(found.get(key)!, now)));
}

async function read<W extends { site: Site; day: Temporal.PlainDate }>(
  sql: ScopedSql,
  wanted: W[],
) {
  if (wanted.length === 0) return [];
  const periods = wanted.map(({ site, day }) => dayPeriod(day, zoneOf(site)));
  const { start, end } = hull(periods);
  const uuids = [...new Set(wanted.map(({ site }) => site.site_uuid))];
  const values = await dayValues.between(sql, uuids, start, end);
  return wanted.map((one, at) => ({
    ...one,
    ...touching(values.get(one.site.site_uuid)!, periods[at]!),
  }));
}

/** Returns the values that overlap with a period: those of several days were read together. */
function touching({ forecast, generation, ...rest }: DayValues, { start, end }: Period): DayValues {
  const [startMs, endMs] = [start.epochMilliseconds, end.epochMilliseconds];
  const touches = (value: { start_utc: string; end_utc: string }) =>
    milliseconds(value.start_utc) < endMs && milliseconds(value.end_utc) > startMs;
  return { ...rest, forecast: forecast.filter(touches), generation: generation.filter(touches) };
}

function hull(periods: Period[]): Period {
  const starts = periods.map((period) => period.start).sort(Temporal.Instant.compare);
  const ends = periods.map((period) => period.end).sort(Temporal.Instant.compare);
  return { start: starts[0]!, end: ends.at(-1)! };
}
