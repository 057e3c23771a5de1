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

/** Some 20 KB each; a list has 50. */
const MOST_KNOWN = 2000;
/** A period that began up to this long before a day may reach into it. */
const LONGEST_PERIOD = { hours: 1 };

/** Days that were shown, by site, revision and day: most of a list has not changed since. */
export type KnownDays = LRUCache<string, DayOfValues>;

export const newKnownDays = (): KnownDays => new LRUCache({ max: MOST_KNOWN });

/** Each site with the day that it is there now: three queries at most, however many sites. */
export async function today(
  sql: ScopedSql,
  sites: Site[],
  now: Temporal.Instant,
  known: KnownDays,
): Promise<SiteAndDay[]> {
  if (sites.length === 0) return [];
  const revision = await revisions.bySite(sql, sites.map((site) => site.site_uuid));
  const wanted = sites.map((site) => {
    const day = dayOf(now, zoneOf(site));
    // With the version: the site was read before its revision.
    const key = [site.site_uuid, site.version, revision.get(site.site_uuid), day].join(" ");
    return { site, day, key };
  });
  const found = new Map(wanted.map(({ key }) => [key, known.get(key)]));
  for (const { key, ...values } of await read(sql, wanted.filter(({ key }) => !found.get(key)))) {
    const made = dayOfValues({ ...values, zone: zoneOf(values.site) });
    found.set(key, made);
    known.set(key, made);
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

/** A site with a day of its own, and the forecast that is asked for. */
export async function dayOfSite(
  sql: ScopedSql,
  { site, day, question }: { site: Site; day: Temporal.PlainDate; question: ChartQuestion },
  now: Temporal.Instant,
): Promise<SiteAndDay> {
  const zone = zoneOf(site);
  const { start, end } = hull([dayPeriod(day, zone)]);
  const asked = forecastQuestion(question, day, zone);
  const beside = question.baseline && BASELINE_MODEL.name;
  const { beside: baseline, ...values } = await dayValues
    .ofSite(sql, site.site_uuid, start, end, asked, beside);
  return withReason(site, siteDay({ site, day, zone, now, ...values, baseline }));
}

function withReason(site: Site, day: SiteDay): SiteAndDay {
  return { site, reason: whyNone(site), day };
}

function hull(periods: Period[]): Period {
  const starts = periods.map((period) => period.start).sort(Temporal.Instant.compare);
  const ends = periods.map((period) => period.end).sort(Temporal.Instant.compare);
  return { start: starts[0]!.subtract(LONGEST_PERIOD), end: ends.at(-1)! };
}
