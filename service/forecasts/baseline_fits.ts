import type { OwnerSql } from "../../db/client.ts";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";
import { type BaselineFit, fitBaseline } from "../../domain/forecasts/baseline/fit.ts";
import { measuredSeries } from "../../domain/forecasts/baseline/measured.ts";
import { type Potential, potentialOf } from "../../domain/forecasts/baseline/potential.ts";
import { QUARTER, QUARTERS_A_DAY } from "../../domain/forecasts/baseline/quarters.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { atPresentCapacity } from "../../domain/generation/present_capacity.ts";
import type { Site } from "../../domain/sites/site.ts";
import { HISTORY_DAYS } from "../../domain/forecasts/baseline/training.ts";
import * as fits from "../../sql/forecasts/baseline_fits.ts";
import * as changes from "../../sql/generation/changes.ts";
import { withLockIfFree } from "../../sql/kit/locks.ts";
import * as sites from "../../sql/sites/sites.ts";
import { log } from "../log.ts";
import { learnedFrom } from "./learned_from.ts";

const DAY = QUARTERS_A_DAY * QUARTER;
/** A fit of yesterday or the day before is used until that of today has been made. */
const OLDEST_FIT_DAYS = 2;

/** Returns the UTC day of an instant, counted from 1970. */
export function dayNumber(instant: Temporal.Instant): number {
  return Math.floor(instant.epochMilliseconds / DAY);
}

/** Returns the first instant whose measurements a fit of a day uses. */
export function historyStart(day: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds((day - HISTORY_DAYS) * DAY);
}

/** Returns true when a forecast made on this day may use the fit. */
export function isUsable(fit: BaselineFit | undefined, potential: Potential, day: number): boolean {
  return fit !== undefined && fit.digest === potential.digest && fit.day <= day &&
    fit.day >= day - OLDEST_FIT_DAYS;
}

/** Makes the fit of a day from what had been measured when the day began. */
export function makeFit(
  potential: Potential,
  measured: Iterable<PowerPeriod>,
  day: number,
): BaselineFit {
  const first = (day - HISTORY_DAYS) * QUARTERS_A_DAY;
  const power = measuredSeries(
    potential,
    measured,
    first,
    HISTORY_DAYS * QUARTERS_A_DAY,
    day * DAY,
  );
  return fitBaseline(potential, power, day);
}

/**
 * Makes and stores the missing fits of this UTC day for all active sites; returns how many, 0 at
 * once while another instance makes them.
 */
export async function refitBaselines(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  return await withLockIfFree(sql, "sitecast.baseline_fits", async (signal) => {
    const day = dayNumber(now);
    const today = now.toZonedDateTimeISO("UTC").toPlainDate();
    const outdated = new Set(await fits.listOutdated(sql, BASELINE_MODEL.version, today));
    if (outdated.size === 0) return 0;
    let made = 0;
    for (const site of await sites.listActive(sql)) {
      if (signal.aborted) break;
      const found = potentialOf(site);
      if (!outdated.has(site.site_uuid) || "reason" in found) continue;
      try {
        await refit(sql, site, found.potential, day);
        made++;
      } catch (error) {
        // One failing site must not stop the others; the next quarter hour tries it again.
        log.error("no fit for site {site}: {error}", { site: site.site_uuid, error });
      }
    }
    return made;
  }, { signal }) ?? 0;
}

async function refit(
  sql: OwnerSql,
  site: Site,
  potential: Potential,
  day: number,
): Promise<void> {
  const siteUuid = site.site_uuid;
  const end = Temporal.Instant.fromEpochMilliseconds(day * DAY);
  const ranges = await changes.ranges(sql, "fits", siteUuid);
  const measured = await learnedFrom(sql, [siteUuid], historyStart(day), end);
  const periods = atPresentCapacity(site, measured.get(siteUuid) ?? []);
  const fit = makeFit(potential, periods, day);
  await fits.store(sql, siteUuid, BASELINE_MODEL.version, fit);
  await changes.settle(sql, "fits", ranges);
}
