import type { ScopedSql } from "../../db/scope.ts";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";
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
  seenAt,
  type SiteAndDay,
} from "../../domain/forecasts/site_day.ts";
import { dayPeriod } from "../../domain/time/time.ts";
import * as dayValues from "../../sql/forecasts/day_values.ts";
import { type KeptDays, revisionKey, withReason } from "./day_cache.ts";

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
