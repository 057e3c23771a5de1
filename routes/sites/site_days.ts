import { LRUCache } from "lru-cache";
import type { ScopedSql } from "../../db/scope.ts";
import { BASELINE_MODEL, whyNone } from "../../domain/forecasts/baseline_forecast.ts";
import { type ChartQuestion, forecastQuestion } from "../../domain/forecasts/chart_question.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import {
  type DayOfValues,
  dayOfValues,
  seenAt,
  type SiteAndDay,
  type SiteDay,
  siteDay,
} from "../../domain/forecasts/site_day.ts";
import { dayOf, dayPeriod, type Period } from "../../domain/time/time.ts";
import * as dayValues from "../../sql/forecasts/day_values.ts";
import * as revisions from "../../sql/sites/revisions.ts";

/** Days in the cache, of some 20 KB each; a list has 50. */
const MAX_DAYS = 2000;

/** Days by site, revision and date: most of a list has not changed since it was last shown. */
export type DayCache = LRUCache<string, DayOfValues>;

/** Makes an empty cache. */
export const newDayCache = (): DayCache => new LRUCache({ max: MAX_DAYS });

/** Returns each site with its current day, or one so many days ahead, by at most three queries for any number of sites. */
export async function today(
  sql: ScopedSql,
  sites: Site[],
  now: Temporal.Instant,
  cache: DayCache,
  daysAhead = 0,
): Promise<SiteAndDay[]> {
  if (sites.length === 0) return [];
  const revision = await revisions.bySite(sql, sites.map((site) => site.site_uuid));
  const days = new Map(
    [...new Set(sites.map(zoneOf))].map((
      zone,
    ) => [zone, dayOf(now, zone).add({ days: daysAhead })]),
  );
  const wanted = sites.map((site) => {
    const day = days.get(zoneOf(site))!;
    // The version as well: the site was read before its revision, and may have changed in between.
    const key = [site.site_uuid, site.version, revision.get(site.site_uuid), day].join(" ");
    return { site, day, key };
  });
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
  const { start, end } = hull(wanted.map(({ site, day }) => dayPeriod(day, zoneOf(site))));
  const uuids = wanted.map(({ site }) => site.site_uuid);
  const values = await dayValues.between(sql, uuids, start, end);
  return wanted.map((one) => ({ ...one, ...values.get(one.site.site_uuid)! }));
}

/** Returns a site with one of its days and the chosen forecast. */
export async function dayOfSite(
  sql: ScopedSql,
  { site, day, question }: { site: Site; day: Temporal.PlainDate; question: ChartQuestion },
  now: Temporal.Instant,
): Promise<SiteAndDay> {
  const zone = zoneOf(site);
  const { start, end } = hull([dayPeriod(day, zone)]);
  const conditions = forecastQuestion(question, day, zone);
  const beside = question.baseline && BASELINE_MODEL.name;
  const { beside: baseline, ...values } = await dayValues
    .ofSite(sql, site.site_uuid, start, end, conditions, beside);
  return withReason(site, siteDay({ site, day, zone, now, ...values, baseline }));
}

function withReason(site: Site, day: SiteDay): SiteAndDay {
  return { site, reason: whyNone(site), day };
}

function hull(periods: Period[]): Period {
  const starts = periods.map((period) => period.start).sort(Temporal.Instant.compare);
  const ends = periods.map((period) => period.end).sort(Temporal.Instant.compare);
  return { start: starts[0]!, end: ends.at(-1)! };
}
