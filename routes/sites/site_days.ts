import { LRUCache } from "lru-cache";
import type { ScopedSql } from "../../db/scope.ts";
import { BASELINE_MODEL, whyNone } from "../../domain/forecasts/baseline_forecast.ts";
import {
  type ChartQuestion,
  comparedChoice,
  dayAheadDeadline,
  type ForecastChoice,
  forecastQuestion,
} from "../../domain/forecasts/chart_question.ts";
import type { DayForecastValue } from "../../domain/forecasts/forecast_value.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import {
  type DayOfValues,
  dayOfValues,
  type DayValues,
  seenAt,
  type SiteAndDay,
  type SiteDay,
} from "../../domain/forecasts/site_day.ts";
import { dayOf, dayPeriod, milliseconds, type Period } from "../../domain/time/time.ts";
import * as dayValues from "../../sql/forecasts/day_values.ts";
import * as revisions from "../../sql/sites/revisions.ts";

/** Values in the cache, of some 100 bytes each: 2,000 days in quarter hours; a list has 50. */
const MAX_VALUES = 400_000;

const valuesOf = ({ forecast, generation, baseline, compared }: DayOfValues) =>
  1 + forecast.length + generation.length + baseline.length + compared.length;

/** Days by site, revision and date: most of a list has not changed since it was last shown. */
export type DayCache = LRUCache<string, DayOfValues>;

/** Makes an empty cache. */
export const newDayCache = (): DayCache =>
  new LRUCache({ maxSize: MAX_VALUES, sizeCalculation: valuesOf });

/** A cache with the revisions of sites that the scope sees, by site UUID. */
export interface KeptDays {
  cache: DayCache;
  revisions: Map<string, string>;
}

/**
 * Returns the key of what depends on a site's values alone. With the version as well: the site may
 * have been read before its revision, and have changed in between.
 */
export const revisionKey = (
  { site_uuid, version }: Site,
  revisions: Map<string, string>,
  ...parts: unknown[]
) => [site_uuid, version, revisions.get(site_uuid), ...parts].join(" ");

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

/** A day of a site, or some days in a row, and which forecast of them. */
export interface WantedDays {
  site: Site;
  day: Temporal.PlainDate;
  days?: number;
  question: ChartQuestion;
}

/**
 * Returns a site with one of its days, or some in a row, and the chosen forecast; without a query
 * where `kept` has them.
 */
export async function dayOfSite(
  sql: ScopedSql,
  wanted: WantedDays,
  now: Temporal.Instant,
  kept?: KeptDays,
): Promise<SiteAndDay> {
  const { site, day, days = 1, question } = wanted;
  const compared = comparedOf(wanted, now);
  const what = JSON.stringify([question, compared]);
  const key = kept ? revisionKey(site, kept.revisions, day, days, what) : "";
  const values = kept?.cache.get(key) ?? await readDay(sql, wanted, compared);
  kept?.cache.set(key, values);
  return withReason(site, seenAt(values, now));
}

async function readDay(
  sql: ScopedSql,
  wanted: WantedDays,
  comparedWith: ForecastChoice | null,
): Promise<DayOfValues> {
  const { site, day, days = 1 } = wanted;
  const [parts, compared] = await Promise.all([
    Promise.all(partsOf(wanted).map((part) => chosenValues(sql, part))),
    comparedValues(sql, wanted, comparedWith),
  ]);
  const values = {
    forecast: parts.flatMap(({ forecast }) => forecast),
    generation: parts.flatMap(({ generation }) => generation),
    generationOverlaps: parts.some(({ generationOverlaps }) => generationOverlaps),
    baseline: parts.flatMap(({ beside }) => beside),
    compared,
    outages: [
      ...new Map(
        parts.flatMap(({ outages = [] }) => outages)
          .map((outage) => [JSON.stringify(outage), outage]),
      ).values(),
    ],
  };
  return dayOfValues({ site, day, days, zone: zoneOf(site), ...values });
}

/** Returns what can be read at once: each day has its own deadline of day-ahead forecasts. */
function partsOf({ days = 1, ...wanted }: WantedDays): Required<WantedDays>[] {
  if (wanted.question.forecast !== "day-ahead") return [{ ...wanted, days }];
  return Array.from({ length: days }, (_, at) => ({
    ...wanted,
    day: wanted.day.add({ days: at }),
    days: 1,
  }));
}

async function chosenValues(sql: ScopedSql, { site, day, days, question }: Required<WantedDays>) {
  const zone = zoneOf(site);
  const { start, end } = dayPeriod(day, zone, days);
  const conditions = forecastQuestion(question, day, zone);
  const beside = question.baseline && BASELINE_MODEL.name;
  return await dayValues.ofSite(sql, site.site_uuid, start, end, conditions, beside);
}

/**
 * Returns which forecast is compared with the chosen one; null for none. Unless the address names
 * one, it is the day-ahead forecast of a single day, once its deadline has passed: before that it is
 * the newest forecast itself, and several days have lines enough.
 */
function comparedOf(
  { site, day, days = 1, question }: WantedDays,
  now: Temporal.Instant,
): ForecastChoice | null {
  const isDue = Temporal.Instant.compare(dayAheadDeadline(day, zoneOf(site)), now) <= 0;
  return question.compare || days === 1 && isDue ? comparedChoice(question) : null;
}

async function comparedValues(
  sql: ScopedSql,
  wanted: WantedDays,
  compared: ForecastChoice | null,
): Promise<DayForecastValue[]> {
  if (!compared) return [];
  const zone = zoneOf(wanted.site);
  const parts = await Promise.all(
    partsOf({ ...wanted, question: compared }).map(({ site, day, days }) => {
      const { start, end } = dayPeriod(day, zone, days);
      const conditions = forecastQuestion(compared, day, zone);
      return dayValues.forecastOf(sql, site.site_uuid, start, end, conditions);
    }),
  );
  return parts.flat();
}

function withReason(site: Site, day: SiteDay): SiteAndDay {
  return { site, reason: whyNone(site), day };
}

function hull(periods: Period[]): Period {
  const starts = periods.map((period) => period.start).sort(Temporal.Instant.compare);
  const ends = periods.map((period) => period.end).sort(Temporal.Instant.compare);
  return { start: starts[0]!, end: ends.at(-1)! };
}
