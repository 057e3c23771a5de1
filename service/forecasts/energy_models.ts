/** Which models of a site have their energies of days kept. */
import type { OwnerSql } from "../../db/client.ts";
import { CALIBRATION_DAYS } from "../../domain/forecasts/energy/calibration.ts";
import { type Site, zoneOf } from "../../domain/sites/site.ts";
import * as energies from "../../sql/forecasts/energies.ts";
import { runningModels } from "../../sql/forecasts/models.ts";

/** Days of which the energies are kept afterwards where a model is new. */
export const BACK_DAYS = 2 * CALIBRATION_DAYS;

/** A model of a site, and what is known of its energies. */
export interface ModelOfSite {
  site: Site;
  zone: string;
  fit: energies.EnergyFit;
  /** The site shows it: the day-ahead energies of the site are its. */
  isShown: boolean;
}

/**
 * Returns the models of sites: the one shown, and those with runs of the last day, which are
 * compared with it; with an empty fit for a new one.
 */
export async function modelsOf(
  sql: OwnerSql,
  batch: Site[],
  now: Temporal.Instant,
): Promise<ModelOfSite[]> {
  const uuids = batch.map(({ site_uuid }) => site_uuid);
  const shown = await energies.seeingAllSites(sql, (all) => energies.modelNames(all, uuids, now));
  const running = Map.groupBy(
    await runningModels(sql, uuids, now),
    ({ site_uuid }) => site_uuid,
  );
  const fits = await energies.fits(sql, uuids);
  const oldest = now.subtract({ hours: 24 * BACK_DAYS }).toString();
  return batch.flatMap((site) => {
    const { site_uuid } = site;
    const name = shown.get(site_uuid);
    const beside = (running.get(site_uuid) ?? []).filter(({ model_name }) => model_name !== name);
    const modelOf = (model_name: string, until_utc: string, isShown: boolean): ModelOfSite => {
      const known = fits.find((fit) =>
        fit.site_uuid === site_uuid && fit.model_name === model_name
      );
      const empty = { site_uuid, model_name, until_utc, day: null };
      const fit = known ?? { ...empty, is_typical: false, calibrations: [] };
      return { site, zone: zoneOf(site), fit, isShown };
    };
    return [
      ...name === undefined ? [] : [modelOf(name, oldest, true)],
      ...beside.map(({ model_name, before_utc }) => modelOf(model_name, before_utc, false)),
    ];
  });
}
