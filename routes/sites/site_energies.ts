import type { ScopedSql } from "../../db/scope.ts";
import { type SiteEnergy, siteEnergy } from "../../domain/forecasts/energy/site_energy.ts";
import type { SiteAndDay } from "../../domain/forecasts/site_day.ts";
import type { Site } from "../../domain/sites/site.ts";
import * as energies from "../../sql/forecasts/energies.ts";
import type { ShownEnergies } from "../../views/sites/energies.tsx";
import type { DayQuery } from "./day_query.ts";
import { type DayCache, dayOfSite, today } from "./site_days.ts";

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

const NEWEST = { forecast: "newest" } as const;

/** Reads what the energies of a site's page are made of: `shownEnergies` puts it together. */
export async function readEnergies(
  sql: ScopedSql,
  site: Site,
  { day, today }: Pick<DayQuery, "day" | "today">,
  now: Temporal.Instant,
) {
  const isToday = day.equals(today);
  const tomorrow = { site, day: day.add({ days: 1 }), question: NEWEST };
  const [dayAhead, fits, next] = await Promise.all([
    energies.dayAhead(sql, site.site_uuid, day),
    isToday ? energies.fits(sql, [site.site_uuid]) : [],
    isToday ? dayOfSite(sql, tomorrow, now) : undefined,
  ]);
  return { dayAhead, fits, next };
}

/** Returns the energies that the page of a site's day shows. */
export function shownEnergies(
  { site, day }: SiteAndDay,
  { dayAhead: kept, fits, next }: Awaited<ReturnType<typeof readEnergies>>,
  now: Temporal.Instant,
): ShownEnergies {
  return {
    today: next ? siteEnergy(site, day, fits, now) : null,
    tomorrow: next ? siteEnergy(site, next.day, fits, now) : null,
    dayAhead: kept ? { meanKwh: kept.mean_kwh, p10Kwh: kept.p10_kwh, p90Kwh: kept.p90_kwh } : null,
  };
}
