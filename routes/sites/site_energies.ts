import type { ScopedSql } from "../../db/scope.ts";
import { type SiteEnergy, siteEnergy } from "../../domain/forecasts/energy/site_energy.ts";
import type { SiteAndDay } from "../../domain/forecasts/site_day.ts";
import * as energies from "../../sql/forecasts/energies.ts";
import type { ShownEnergies } from "../../views/sites/energies.tsx";
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
  const next = await today(sql, sites, now, cache, 1);
  const known = await energies.fits(sql, sites.map(({ site_uuid }) => site_uuid));
  return rows.map(({ site, day }, at) => {
    const own = known.filter(({ site_uuid }) => site_uuid === site.site_uuid);
    return {
      today: siteEnergy(site, day, own, now),
      tomorrow: siteEnergy(site, next[at]!.day, own, now),
    };
  });
}

/** Returns the energies that the page of a site's day shows. */
export async function shownEnergies(
  sql: ScopedSql,
  { site, day }: SiteAndDay,
  now: Temporal.Instant,
): Promise<ShownEnergies> {
  const kept = await energies.dayAhead(sql, site.site_uuid, day.day);
  const dayAhead = kept
    ? { meanKwh: kept.mean_kwh, p10Kwh: kept.p10_kwh, p90Kwh: kept.p90_kwh }
    : null;
  if (day.when !== "today") return { today: null, tomorrow: null, dayAhead };
  const known = await energies.fits(sql, [site.site_uuid]);
  const question = { forecast: "newest" as const };
  const next = await dayOfSite(sql, { site, day: day.day.add({ days: 1 }), question }, now);
  return {
    today: siteEnergy(site, day, known, now),
    tomorrow: siteEnergy(site, next.day, known, now),
    dayAhead,
  };
}
