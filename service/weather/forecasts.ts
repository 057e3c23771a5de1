/** Makes runs of the forecast from weather for every active site that has weather and a past. */
import type { OwnerSql } from "../../db/client.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import type { NewForecast } from "../../domain/forecasts/sent_forecast.ts";
import type { Site } from "../../domain/sites/site.ts";
import { floorToMinutes, HOUR } from "../../domain/time/time.ts";
import { forecastSite, type SiteFit } from "../../domain/weather/model/site_model.ts";
import { WEATHER_MODEL } from "../../domain/weather/weather_model.ts";
import * as models from "../../sql/forecasts/models.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import * as sites from "../../sql/sites/sites.ts";
import { forecastHours, type SiteWeather } from "../../sql/weather/site_weather.ts";
import * as usedWeather from "../../sql/weather/used_weather.ts";
import { storedValues, storeRuns } from "../forecasts/store_runs.ts";
import { log } from "../log.ts";
import { fitsFor } from "./fits.ts";
import { LOOK_MINUTES, OLDEST_WEATHER } from "./turns.ts";
import { countChangedDays, measuredHours } from "./measured_hours.ts";

/** Sites whose inputs are read, and whose runs are stored, in one statement. */
const BATCH = 20;
/** Hours before the issue time, whose errors tell of the next, and hours of the forecast. */
const HOURS_BACK = { hours: 12 };
const HOURS_AHEAD = { hours: 50 };

export interface WeatherOptions {
  signal?: AbortSignal;
  /** First UTC day of which retention keeps measurements. */
  measuredFrom?: Temporal.PlainDate;
}

/** What all sites of a turn share. */
interface Turn extends Required<Pick<WeatherOptions, "signal">>, WeatherOptions {
  signal: AbortSignal;
  issue: Temporal.Instant;
}

/** A site that gets a run. */
interface Due {
  site: Site;
  weather: SiteWeather;
}

/**
 * Makes runs of those sites that have had none in this hour, or none from their newest weather, by
 * what had been issued and received at the issue time; fits those that are due before. Returns how
 * many; 0 at once while another instance makes them.
 */
export async function forecastFromWeather(
  sql: OwnerSql,
  now: Temporal.Instant,
  options: WeatherOptions = {},
): Promise<number> {
  const issue = floorToMinutes(now, LOOK_MINUTES);
  return await withLockIfFree(sql, "sitecast.weather", async (signal) => {
    const active = await sites.listActive(sql);
    let made = 0;
    for (let at = 0; at < active.length && !signal.aborted; at += BATCH) {
      made += await forecastBatch(sql, active.slice(at, at + BATCH), { ...options, issue, signal });
    }
    return made;
  }, { signal: options.signal }) ?? 0;
}

async function forecastBatch(sql: OwnerSql, batch: Site[], turn: Turn): Promise<number> {
  try {
    const due = await dueSites(sql, batch, turn);
    return due.length === 0 ? 0 : await makeRuns(sql, due, turn);
  } catch (error) {
    // One failing batch must not stop the others; the next hour tries it again.
    const [site, count] = [batch[0]!.site_uuid, batch.length];
    log.error("forecasts from weather of {count} sites from {site} on failed: {error}", {
      count,
      site,
      error,
    });
    return 0;
  }
}

/** Returns the sites that have weather of which no run has been made in this hour. */
async function dueSites(sql: OwnerSql, batch: Site[], { issue }: Turn): Promise<Due[]> {
  const uuids = batch.map(({ site_uuid }) => site_uuid);
  const weather = await forecastHours(
    sql,
    uuids,
    issue.subtract(HOURS_BACK),
    issue.add(HOURS_AHEAD),
    issue,
  );
  const used = await usedWeather.list(sql, uuids);
  return batch.flatMap((site) => {
    const found = weather.get(site.site_uuid);
    if (!found || isTooOld(found, issue)) return [];
    return isUsed(found, used.get(site.site_uuid), issue) ? [] : [{ site, weather: found }];
  });
}

function isTooOld({ issued_utc }: SiteWeather, issue: Temporal.Instant): boolean {
  const oldest = issue.subtract(OLDEST_WEATHER);
  return Temporal.Instant.compare(Temporal.Instant.from(issued_utc), oldest) < 0;
}

/** Returns true when a run of this hour was made from the same weather. */
function isUsed(
  weather: SiteWeather,
  used: usedWeather.UsedWeather | undefined,
  issue: Temporal.Instant,
): boolean {
  const hourOf = (instant: Temporal.Instant) => Math.floor(instant.epochMilliseconds / HOUR);
  return used !== undefined && hourOf(Temporal.Instant.from(used.made_utc)) === hourOf(issue) &&
    used.source === weather.source && used.issued_utc === weather.issued_utc &&
    used.received_utc === weather.received_utc;
}

async function makeRuns(sql: OwnerSql, due: Due[], turn: Turn): Promise<number> {
  const dueSites = due.map(({ site }) => site);
  await countChangedDays(sql, dueSites.map(({ site_uuid }) => site_uuid), {
    from: turn.measuredFrom,
    signal: turn.signal,
  });
  const fits = await fitsFor(sql, dueSites, turn.issue, turn.signal);
  const first = turn.issue.subtract(HOURS_BACK).toZonedDateTimeISO("UTC").toPlainDate();
  const measured = await measuredHours(sql, dueSites, first);
  const model = await models.findOrMake(sql, WEATHER_MODEL);
  const runs = due.flatMap((one) => {
    const { site_uuid } = one.site;
    const fit = fits.get(site_uuid);
    if (!fit) return [];
    const values = valuesOf(one, fit, measured.get(site_uuid) ?? [], turn.issue);
    if (values.length === 0) return [];
    return [{ ...runOf(site_uuid, model, turn.issue), values }];
  });
  const made = await storeRuns(sql, runs);
  await usedWeather.keep(sql, usedBy(runs, due, turn.issue));
  return made;
}

const runOf = (site_uuid: string, model: string, issue: Temporal.Instant) => ({
  site_uuid,
  timestamp_utc: issue.toString(),
  forecast_version: WEATHER_MODEL.version,
  ml_model_uuid: model,
});

/** Returns the values of a run; none, with a line in the log, where making them fails. */
function valuesOf(
  { site, weather }: Due,
  fit: SiteFit,
  measured: readonly PowerPeriod[],
  issue: Temporal.Instant,
): NewForecast["values"] {
  try {
    return storedValues(
      forecastSite(site, fit, weather.hours, measured, issue.epochMilliseconds),
    );
  } catch (error) {
    // One failing site must not stop the others; the next hour tries it again.
    log.error("no forecast from weather for site {site}: {error}", {
      site: site.site_uuid,
      error,
    });
    return [];
  }
}

function usedBy(
  runs: readonly Pick<NewForecast, "site_uuid">[],
  due: Due[],
  issue: Temporal.Instant,
): usedWeather.UsedWeather[] {
  const made = new Set(runs.map(({ site_uuid }) => site_uuid));
  return due.filter(({ site }) => made.has(site.site_uuid)).map(({ site, weather }) => ({
    site_uuid: site.site_uuid,
    made_utc: issue.toString(),
    source: weather.source,
    issued_utc: weather.issued_utc,
    received_utc: weather.received_utc,
  }));
}
