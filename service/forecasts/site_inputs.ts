import type { OwnerSql } from "../../db/client.ts";
import type { BaselineFit } from "../../domain/forecasts/baseline/fit.ts";
import { RECENT_DAYS } from "../../domain/forecasts/baseline/forecast.ts";
import { type Potential, potentialOf } from "../../domain/forecasts/baseline/potential.ts";
import { atPresentCapacity } from "../../domain/generation/present_capacity.ts";
import type { PowerPeriod } from "../../domain/generation/energy.ts";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";
import type { Site } from "../../domain/sites/site.ts";
import * as fits from "../../sql/forecasts/baseline_fits.ts";
import * as forecasts from "../../sql/forecasts/forecasts.ts";
import { learnedFrom } from "./learned_from.ts";
import { dayNumber, historyStart, isUsable, makeFit } from "./baseline_fits.ts";

/** A site that lacks a run, and what its runs are made from. */
export interface SiteInputs {
  site: Site;
  potential: Potential;
  /** Issue times for which the site has no run. */
  missing: Temporal.Instant[];
  measured: readonly PowerPeriod[];
  storedFit: BaselineFit | undefined;
  /** Fits made since, by UTC day counted from 1970. */
  newFits: Map<number, BaselineFit>;
}

/** A site that gets no forecast. */
export interface LeftOut {
  site: Site;
  reason: string;
}

/**
 * Reads the inputs of those sites of a batch that lack a run of `model` (UUID) at one of `times`.
 * `left` lists the sites that cannot have a forecast.
 */
export async function loadInputs(
  sql: OwnerSql,
  batch: Site[],
  model: string,
  times: Temporal.Instant[],
): Promise<{ inputs: SiteInputs[]; left: LeftOut[] }> {
  const left: LeftOut[] = [];
  const inOrder = times.toSorted(Temporal.Instant.compare);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  if (!first || !last) return { inputs: [], left };
  const uuidsOfBatch = batch.map(({ site_uuid }) => site_uuid);
  const existing = await forecasts.runTimes(sql, uuidsOfBatch, model, first, last);
  const lacking = batch.flatMap((site) => {
    const missing = times.filter((time) => !existing.get(site.site_uuid)?.has(time.toString()));
    const found = potentialOf(site);
    if ("reason" in found) left.push({ site, reason: found.reason });
    return "reason" in found || missing.length === 0 ? [] : [{ site, missing, ...found }];
  });
  const uuids = lacking.map(({ site }) => site.site_uuid);
  const stored = await fits.list(sql, uuids, BASELINE_MODEL.version);
  const recent = await learnedFrom(
    sql,
    uuids,
    first.subtract({ hours: 24 * RECENT_DAYS }),
    last,
  );
  const inputs = lacking.map((site): SiteInputs => ({
    ...site,
    measured: atPresentCapacity(site.site, recent.get(site.site.site_uuid) ?? []),
    storedFit: stored.get(site.site.site_uuid),
    newFits: new Map(),
  }));
  for (const one of inputs) {
    if (needsHistory(one)) one.measured = await history(sql, one.site, first, last);
  }
  return { inputs, left };
}

/**
 * Returns true when a fit must be made. A stored fit that learned nothing is dropped as soon as the
 * site has measurements of a complete day.
 */
function needsHistory(one: SiteInputs): boolean {
  const { missing, potential } = one;
  if (one.storedFit?.learned === 0 && missing.some((time) => canLearn(one, dayNumber(time)))) {
    one.storedFit = undefined;
  }
  return missing.some((time) => !isUsable(one.storedFit, potential, dayNumber(time)));
}

const canLearn = ({ potential, measured }: SiteInputs, day: number) =>
  makeFit(potential, measured, day).learned > 0;

async function history(
  sql: OwnerSql,
  site: Site,
  first: Temporal.Instant,
  last: Temporal.Instant,
): Promise<readonly PowerPeriod[]> {
  const measured = await learnedFrom(
    sql,
    [site.site_uuid],
    historyStart(dayNumber(first)),
    last,
  );
  return atPresentCapacity(site, measured.get(site.site_uuid) ?? []);
}

/**
 * Returns the fit to use on a day: the stored one while it is usable, else one that was made for
 * this day or shortly before, else a new one.
 */
export function fitFor(inputs: SiteInputs, day: number): BaselineFit {
  const { storedFit, newFits, potential, measured } = inputs;
  if (storedFit && isUsable(storedFit, potential, day)) return storedFit;
  const recent = [...newFits.values()].find((fit) => isUsable(fit, potential, day));
  const fit = newFits.get(day) ?? recent ?? makeFit(potential, measured, day);
  newFits.set(fit.day, fit);
  return fit;
}

/** Stores the newest of the new fits, unless the stored fit is as new and still applies. */
export async function storeNewestFit(sql: OwnerSql, inputs: SiteInputs): Promise<void> {
  const { site, storedFit, newFits, potential } = inputs;
  const newest = newFits.get(Math.max(...newFits.keys()));
  if (!newest) return;
  if (storedFit?.digest === potential.digest && newest.day <= storedFit.day) return;
  await fits.store(sql, site.site_uuid, BASELINE_MODEL.version, newest);
}
