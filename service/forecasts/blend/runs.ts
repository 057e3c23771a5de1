import type { OwnerSql } from "../../../db/client.ts";
import { BLEND_MODEL } from "../../../domain/forecasts/blend/blend_model.ts";
import { blendRuns } from "../../../domain/forecasts/blend/blend_run.ts";
import type { NewForecast } from "../../../domain/forecasts/sent_forecast.ts";
import { floorToMinutes } from "../../../domain/time/time.ts";
import * as fits from "../../../sql/forecasts/blend_fits.ts";
import { newestValues } from "../../../sql/forecasts/blend_runs.ts";
import * as forecasts from "../../../sql/forecasts/forecasts.ts";
import * as models from "../../../sql/forecasts/models.ts";
import { withLockIfFree } from "../../../sql/kit/locks.ts";
import { log } from "../../log.ts";

/**
 * Makes the runs of the blends that are offered, with the quarter hour as issue time, where both
 * models have a fresh run. Keeps a run that exists. Returns how many were made; 0 at once while
 * another instance does it.
 */
export async function makeBlends(
  sql: OwnerSql,
  now: Temporal.Instant,
  signal?: AbortSignal,
): Promise<number> {
  const time = floorToMinutes(now, 15);
  return await withLockIfFree(sql, "sitecast.blends", async (signal) => {
    const offered = await fits.listOffered(sql);
    if (offered.length === 0) return 0;
    const model = await models.findOrMake(sql, BLEND_MODEL);
    let made = 0;
    for (const blend of offered) {
      if (signal.aborted) break;
      try {
        const run = await makeBlend(sql, blend, model, time);
        if (run) made += await forecasts.store(sql, [run]);
      } catch (error) {
        // One failing site must not stop the others; the next quarter hour makes the next run.
        log.error("no blended run for site {site}: {error}", { site: blend.site_uuid, error });
      }
    }
    return made;
  }, { signal }) ?? 0;
}

/** Returns a run of `model` (UUID); undefined where the models have no time in common. */
async function makeBlend(
  sql: OwnerSql,
  { site_uuid, first_model, second_model, weights }: fits.OfferedBlend,
  model: string,
  time: Temporal.Instant,
): Promise<NewForecast | undefined> {
  const newest = await newestValues(sql, site_uuid, [first_model, second_model], time);
  const [first, second] = [newest.get(first_model) ?? [], newest.get(second_model) ?? []];
  const values = blendRuns(first, second, weights, time.epochMilliseconds);
  return values.length === 0 ? undefined : {
    site_uuid,
    timestamp_utc: `${time}`,
    forecast_version: BLEND_MODEL.version,
    ml_model_uuid: model,
    values,
  };
}
