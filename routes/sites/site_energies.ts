import type { ScopedSql } from "../../db/scope.ts";
import { type SiteEnergy, siteEnergy } from "../../domain/forecasts/energy/site_energy.ts";
import type { EnergyRange } from "../../domain/forecasts/energy/calibration.ts";
import { stripOf } from "../../domain/forecasts/energy/day_strip.ts";
import type { SiteAndDay, SiteDay } from "../../domain/forecasts/site_day.ts";
import { type DayRange, isWithin } from "../../domain/time/shown_range.ts";
import type { Site } from "../../domain/sites/site.ts";
import * as energies from "../../sql/forecasts/energies.ts";
import type { ShownDays } from "../../views/sites/site_page_props.ts";
import type { DayQuery } from "./day_query.ts";
import type { RevisedReads } from "./kept_reads.ts";
import { type DayCache, revisionKey } from "./day_cache.ts";
import { newestDays, today } from "./newest_days.ts";

/** A site's energies in a list. */
export interface ListedEnergies {
  today: SiteEnergy;
  tomorrow: SiteEnergy;
}

/** Returns what is expected today and tomorrow of the sites of a list, in their order. */
export async function listedEnergies(
  sql: ScopedSql,
  rows: SiteAndDay[],
  now: Temporal.Instant,
  cache: DayCache,
): Promise<ListedEnergies[]> {
  const sites = rows.map(({ site }) => site);
  const [next, known] = await Promise.all([
    today(sql, sites, now, cache, 1),
    energies.fits(sql, sites.map(({ site_uuid }) => site_uuid)),
  ]);
  const bySite = Map.groupBy(known, ({ site_uuid }) => site_uuid);
  return rows.map(({ site, day }, at) => {
    const own = bySite.get(site.site_uuid) ?? [];
    return {
      today: siteEnergy(site, day, own, now),
      tomorrow: siteEnergy(site, next[at]!.day, own, now),
    };
  });
}

/** How many days ahead the strip of days looks for forecasts. */
const MOST_AHEAD = 10;

/** Returns the day that the figures are of: today where the range holds it. */
const figuresDay = (range: DayRange, today: Temporal.PlainDate) =>
  isWithin(today, range) ? today : range.first;

/** Reads the days of the strip, and the day that the page's figures are of: `shownDays` uses them. */
export async function readDays(
  sql: ScopedSql,
  site: Site,
  { range, today }: Pick<DayQuery, "range" | "today">,
  now: Temporal.Instant,
  { cache, dayAhead: kept, revisions }: RevisedReads,
) {
  const day = figuresDay(range, today);
  const near = Array.from({ length: MOST_AHEAD + 2 }, (_, at) => today.add({ days: at - 1 }));
  const wanted = near.some((one) => one.equals(day)) ? [] : [day];
  const newest = (days: Temporal.PlainDate[]) =>
    newestDays(sql, days.map((day) => ({ site, day })), now, cache, revisions);
  const { site_uuid } = site;
  const all = [...near, ...wanted];
  const [strip, others, fits, dayAhead] = await Promise.all([
    newest(near),
    newest(wanted),
    energies.fits(sql, [site_uuid]),
    kept(
      revisionKey(site, revisions, today, day),
      () => energies.daysAhead(sql, all.map((day) => ({ site_uuid, day: `${day}` }))),
    ),
  ]);
  return {
    strip: strip.map(({ day }) => day),
    others: others.map(({ day }) => day),
    fits,
    dayAhead,
  };
}

/** Returns the figures of a day, and the strip of days. */
export function shownDays(
  site: Site,
  { range, today }: Pick<DayQuery, "range" | "today">,
  { strip, others, fits, dayAhead }: Awaited<ReturnType<typeof readDays>>,
  now: Temporal.Instant,
): ShownDays {
  const wanted = figuresDay(range, today);
  const rangeOf = (of: Temporal.PlainDate): EnergyRange | null => {
    const row = dayAhead.find(({ day }) => day === `${of}`);
    return row ? { meanKwh: row.mean_kwh, p10Kwh: row.p10_kwh, p90Kwh: row.p90_kwh } : null;
  };
  const energyOf = (day: SiteDay) => day.when === "past" ? null : siteEnergy(site, day, fits, now);
  const find = (of: Temporal.PlainDate) => [...strip, ...others].find(({ day }) => day.equals(of))!;
  const day = find(wanted);
  const tomorrow = find(today.add({ days: 1 }));
  return {
    figures: {
      day,
      expected: energyOf(day),
      tomorrow: day.when === "today" ? energyOf(tomorrow) : null,
      dayAhead: rangeOf(wanted),
    },
    strip: stripOf(strip.map((day) => {
      const ahead = energyOf(day);
      return {
        day,
        energy: ahead ? ahead.whole.energy : rangeOf(day.day),
        isTypical: ahead?.isTypical ?? false,
      };
    })),
  };
}
