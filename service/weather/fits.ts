/** Fits the forecast from weather to sites, and keeps the fits. */
import type { OwnerSql } from "../../db/client.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import type { Site } from "../../domain/sites/site.ts";
import {
  fitSite,
  packFit,
  type SiteFit,
  unpackFit,
} from "../../domain/weather/model/site_model.ts";
import { WEATHER_MODEL } from "../../domain/weather/weather_model.ts";
import { pastHours, type SiteWeather } from "../../sql/weather/site_weather.ts";
import * as weatherFits from "../../sql/weather/weather_fits.ts";
import { log } from "../log.ts";
import { measuredHours } from "./measured_hours.ts";

/** A fit is made again after so long, and when there are so many times as many days of history. */
const REFIT = { hours: 7 * 24 };
const GROWN = 1.5;
/** Older days teach little, and cost as much. */
const HISTORY = { days: 730 };

/** A site, and what decides whether its kept fit is used. */
interface Fitted {
  site: Site;
  facts: string;
  /** Measured days since its weather begins. */
  days: number;
  kept: weatherFits.KeptFit | undefined;
}

/**
 * Returns the fits of these sites at an issue time, by site, and makes and keeps those that are due.
 * A site whose history is too short has none.
 */
export async function fitsFor(
  sql: OwnerSql,
  sites: Site[],
  issue: Temporal.Instant,
  signal: AbortSignal,
): Promise<Map<string, SiteFit>> {
  const uuids = sites.map(({ site_uuid }) => site_uuid);
  const kept = await weatherFits.list(sql, uuids);
  const days = await weatherFits.historyDays(sql, uuids, issue);
  const all = sites.map((site): Fitted => ({
    site,
    facts: factsOf(site),
    days: days.get(site.site_uuid) ?? 0,
    kept: kept.get(site.site_uuid),
  }));
  const fits = new Map(all.flatMap(({ site, kept }) => {
    const fit = kept?.fit && unpacked(kept.fit);
    return fit ? [[site.site_uuid, fit]] : [];
  }));
  const due = all.filter((one) => isDue(one, fits.has(one.site.site_uuid), issue));
  for (const one of due) fits.delete(one.site.site_uuid);
  for (const [uuid, fit] of await makeFits(sql, due, issue, signal)) fits.set(uuid, fit);
  return fits;
}

/** Returns what a fit depends on, as text: with other facts it is made again. */
function factsOf(site: Site): string {
  return JSON.stringify([
    site.asset_type,
    site.latitude,
    site.longitude,
    site.altitude_m,
    site.tilt,
    site.orientation,
    site.capacity_kw,
    site.module_capacity_kw,
    site.inverter_capacity_kw,
    site.former_capacities.map(({ until_date, capacity_kw }) => [until_date, capacity_kw]),
  ]);
}

function isDue({ kept, facts, days }: Fitted, isReadable: boolean, issue: Temporal.Instant) {
  if (!kept || kept.version !== WEATHER_MODEL.version || kept.facts !== facts) return true;
  if (kept.fit === null) return days > kept.days;
  const oldest = issue.subtract(REFIT);
  return !isReadable || days >= GROWN * Math.max(1, kept.days) ||
    Temporal.Instant.compare(Temporal.Instant.from(kept.made_utc), oldest) <= 0;
}

/** Returns undefined for a fit that another release packed. */
function unpacked(bytes: Uint8Array): SiteFit | undefined {
  try {
    return unpackFit(bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function makeFits(
  sql: OwnerSql,
  due: Fitted[],
  issue: Temporal.Instant,
  signal: AbortSignal,
): Promise<Map<string, SiteFit>> {
  const made = new Map<string, SiteFit>();
  if (due.length === 0) return made;
  const first = issue.toZonedDateTimeISO("UTC").toPlainDate().subtract(HISTORY);
  const sites = due.map(({ site }) => site);
  const measured = await measuredHours(sql, sites, first);
  const uuids = sites.map(({ site_uuid }) => site_uuid);
  const weather = await pastHours(sql, uuids, firstHour(measured, issue), issue, issue);
  for (const one of due) {
    if (signal.aborted) break;
    const { site_uuid } = one.site;
    try {
      const fit = fitOf(one.site, weather.get(site_uuid), measured.get(site_uuid) ?? []);
      await weatherFits.keep(sql, keptFit(one, fit, issue));
      if (fit) made.set(site_uuid, fit);
    } catch (error) {
      // One failing site must not stop the others; the next hour tries it again.
      log.error("no fit to the weather of site {site}: {error}", { site: site_uuid, error });
    }
  }
  return made;
}

/** Returns the start of the first measured hour of any site. */
function firstHour(
  measured: Map<string, readonly PowerPeriod[]>,
  issue: Temporal.Instant,
): Temporal.Instant {
  const starts = [...measured.values()].flatMap((hours) => hours[0]?.startMs ?? []);
  return Temporal.Instant.fromEpochMilliseconds(Math.min(issue.epochMilliseconds, ...starts));
}

function fitOf(
  site: Site,
  weather: SiteWeather | undefined,
  measured: readonly PowerPeriod[],
): SiteFit | undefined {
  return weather && fitSite(site, weather.hours, measured);
}

function keptFit(
  { site, facts, days }: Fitted,
  fit: SiteFit | undefined,
  issue: Temporal.Instant,
): weatherFits.KeptFit {
  const plane = fit?.plane?.isFitted ? fit.plane : undefined;
  return {
    site_uuid: site.site_uuid,
    made_utc: issue.toString(),
    version: WEATHER_MODEL.version,
    facts,
    days,
    fit: fit ? packFit(fit) : null,
    tilt: plane?.tilt ?? null,
    orientation: plane?.orientation ?? null,
  };
}
