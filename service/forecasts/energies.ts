/** Keeps energies of days as they were forecast, and calibrates them by what was measured. */
import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";
import { ownLabel } from "../../domain/forecasts/own_models.ts";
import { forecastPeriod } from "../../domain/forecasts/day_periods.ts";
import {
  CALIBRATION_DAYS,
  calibrationOf,
  type EnergyPair,
  rangeOf,
  withErrorsOf,
} from "../../domain/forecasts/energy/calibration.ts";
import {
  forecastEnergyOf,
  measuredEnergyOf,
} from "../../domain/forecasts/energy/forecast_energy.ts";
import {
  DAY_AHEAD,
  type Lead,
  LEAD_HOURS,
  leadOf,
  leadsBetween,
} from "../../domain/forecasts/energy/leads.ts";
import { HOUR } from "../../domain/time/time.ts";
import * as energies from "../../sql/forecasts/energies.ts";
import * as pastForecasts from "../../sql/forecasts/past_forecasts.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import * as sites from "../../sql/sites/sites.ts";
import { log } from "../log.ts";
import { BACK_DAYS, type ModelOfSite, modelsOf } from "./energy_models.ts";
import { learnedFrom } from "./learned_from.ts";

const BATCH = 50;
/** Models beside the shown one that are begun in a turn: each reads weeks of the past once. */
const BEGUN = 20;

/**
 * Keeps the energies that the site's models forecast at the hours that have come since the last
 * turn, once a day what was measured of them, and the shown model's day-ahead energy when it is
 * issued. Returns the number of models of sites for which something was done; 0 at once while
 * another instance does it. With `again`, looks for runs of the past and calibrates now, and not on
 * the next day.
 */
export async function keepEnergies(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
  { again = false } = {},
): Promise<number> {
  return await withLockIfFree(sql, "sitecast.energies", async (signal) => {
    let done = 0;
    let begun = 0;
    const active = await sites.listActive(sql);
    for (let at = 0; at < active.length && !signal.aborted; at += BATCH) {
      for (const one of await modelsOf(sql, active.slice(at, at + BATCH), now)) {
        if (signal.aborted) break;
        if (!one.isShown && one.fit.day === null && ++begun > BEGUN) continue;
        try {
          if (await keepOne(sql, one, now, again)) done++;
        } catch (error) {
          // One failing site must not stop the others; the next quarter hour tries it again.
          log.error("no energies for site {site}: {error}", { site: one.site.site_uuid, error });
        }
      }
    }
    if (!signal.aborted) await energies.markTypical(sql, BASELINE_MODEL.name);
    return done;
  }, { signal }) ?? 0;
}

async function keepOne(
  sql: OwnerSql,
  one: ModelOfSite,
  now: Temporal.Instant,
  again: boolean,
): Promise<boolean> {
  const { fit, zone } = one;
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const isDue = again || fit.day !== `${today}`;
  const since = isDue
    ? await energies.missingSince(sql, fit, now.subtract({ hours: 24 * BACK_DAYS }))
    : Temporal.Instant.from(fit.until_utc);
  const leads = leadsBetween(since, now, zone);
  const kept: energies.KeptEnergy[] = [];
  await energies.seeingAllSites(sql, async (all) => {
    for (const lead of leads) kept.push(...await energyAt(all, one, lead));
  });
  if (leads.length > 0) await energies.keep(sql, fit, kept, now);
  const isOld = isDue && (leads.length > 0 || fit.day !== null);
  const calibrated = isOld ? await calibrate(sql, one, today) : fit.calibrations;
  if (one.isShown) await keepDays(sql, one, kept, calibrated, now);
  return leads.length > 0 || isOld;
}

/** Returns the energy of a lead as the model's runs of then forecast it; none without enough. */
async function energyAt(
  sql: ScopedSql,
  { site, fit }: ModelOfSite,
  { day, hour, issuedUtc, span }: Lead,
): Promise<energies.KeptEnergy[]> {
  const values = await pastForecasts.touching(
    sql,
    [site.site_uuid],
    Temporal.Instant.fromEpochMilliseconds(span.startMs),
    Temporal.Instant.fromEpochMilliseconds(span.endMs),
    { made_before: issuedUtc.toString(), model_name: fit.model_name },
  );
  const { energy } = forecastEnergyOf(site, values.flatMap(forecastPeriod), [span]);
  return energy ? [{ ...energy, day: day.toString(), hour }] : [];
}

/** Measures the pairs of the last weeks again, and calibrates every lead by those before a day. */
async function calibrate(
  sql: OwnerSql,
  one: ModelOfSite,
  today: Temporal.PlainDate,
): Promise<energies.LeadCalibration[]> {
  const { site, zone, fit } = one;
  const from = today.subtract({ days: BACK_DAYS + 1 });
  const pairs = await energies.pairs(sql, fit, from);
  const start = from.toZonedDateTime(zone).toInstant();
  const end = today.toZonedDateTime(zone).toInstant();
  const found = await learnedFrom(sql, [site.site_uuid], start, end);
  const measured = found.get(site.site_uuid) ?? [];
  const then = pairs.filter(({ day }) => day < today.toString()).map((pair) => {
    const { span } = leadOf(Temporal.PlainDate.from(pair.day), pair.hour, zone);
    const near = measured.filter(({ startMs, endMs }) =>
      endMs > span.startMs && startMs < span.endMs
    );
    return { ...pair, measuredKwh: measuredEnergyOf(site, near, span) };
  });
  await energies.storeMeasured(sql, fit, then, from);
  const known = then.filter((pair): pair is energies.KeptEnergy & EnergyPair =>
    pair.measuredKwh !== null
  );
  const lent = await lentTo(sql, fit);
  const calibrations = calibrationsBefore(known, today).map((own) =>
    withErrorsOf(own, lent.find(({ hour }) => hour === own.hour))
  );
  await energies.storeCalibrations(sql, fit, today, calibrations);
  if (one.isShown) await reconstructDays(sql, one, then, known);
  return calibrations;
}

/**
 * Returns the calibrations of the baseline, which a new model of the service's own starts from: else a
 * site that begins to use weather would have no range for ten days.
 */
async function lentTo(
  sql: OwnerSql,
  { site_uuid, model_name }: energies.EnergyFit,
): Promise<energies.LeadCalibration[]> {
  if (ownLabel(model_name) === undefined || model_name === BASELINE_MODEL.name) return [];
  const fits = await energies.fits(sql, [site_uuid]);
  return fits.find((fit) => fit.model_name === BASELINE_MODEL.name)?.calibrations ?? [];
}

/** Calibrates each lead by the pairs of the 30 days before a day. */
function calibrationsBefore(
  pairs: (energies.KeptEnergy & EnergyPair)[],
  today: Temporal.PlainDate,
): energies.LeadCalibration[] {
  const first = today.subtract({ days: CALIBRATION_DAYS }).toString();
  const recent = pairs.filter(({ day }) => day >= first && day < today.toString());
  return LEAD_HOURS.map((hour) => ({
    hour,
    ...calibrationOf(recent.filter((pair) => pair.hour === hour)),
  }));
}

/** Keeps the day-ahead energies of days that had none, by what was known when each was issued. */
async function reconstructDays(
  sql: OwnerSql,
  one: ModelOfSite,
  pairs: energies.KeptEnergy[],
  known: (energies.KeptEnergy & EnergyPair)[],
): Promise<void> {
  const days = pairs.filter(({ hour }) => hour === DAY_AHEAD).map((energy) => {
    const issueDay = Temporal.PlainDate.from(energy.day).subtract({ days: 1 });
    return dayOf(one, energy, calibrationsBefore(known, issueDay), true);
  });
  await energies.keepDays(sql, days);
}

/** Keeps the day-ahead energies that were issued in this turn. */
async function keepDays(
  sql: OwnerSql,
  one: ModelOfSite,
  kept: energies.KeptEnergy[],
  calibrations: energies.LeadCalibration[],
  now: Temporal.Instant,
): Promise<void> {
  const today = now.toZonedDateTimeISO(one.zone).toPlainDate().toString();
  const days = kept.filter(({ hour, day }) => hour === DAY_AHEAD && day >= today)
    .map((energy) => dayOf(one, energy, calibrations, isLate(one, energy, now)));
  await energies.keepDays(sql, days);
}

/** Returns true when an energy is kept more than an hour after it was issued. */
function isLate({ zone }: ModelOfSite, { day, hour }: energies.KeptEnergy, now: Temporal.Instant) {
  const { issuedUtc } = leadOf(Temporal.PlainDate.from(day), hour, zone);
  return now.epochMilliseconds - issuedUtc.epochMilliseconds > HOUR;
}

function dayOf(
  { site, zone, fit }: ModelOfSite,
  energy: energies.KeptEnergy,
  calibrations: energies.LeadCalibration[],
  is_reconstructed: boolean,
): energies.EnergyDay {
  const calibration = calibrations.find(({ hour }) => hour === DAY_AHEAD) ?? calibrationOf([]);
  const { meanKwh, p10Kwh, p90Kwh } = rangeOf(energy, calibration);
  const { issuedUtc } = leadOf(Temporal.PlainDate.from(energy.day), DAY_AHEAD, zone);
  return {
    site_uuid: site.site_uuid,
    day: energy.day,
    issued_utc: issuedUtc.toString(),
    model_name: fit.model_name,
    mean_kwh: meanKwh,
    p10_kwh: p10Kwh,
    p90_kwh: p90Kwh,
    is_reconstructed,
  };
}
