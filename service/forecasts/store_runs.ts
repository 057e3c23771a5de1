import type { OwnerSql } from "../../db/client.ts";
import type { BaselineValue } from "../../domain/forecasts/baseline_forecast.ts";
import type { NewForecast } from "../../domain/forecasts/sent_forecast.ts";
import * as forecasts from "../../sql/forecasts/forecasts.ts";
import { log } from "../log.ts";

/** Returns values of a model of the service's own as a run stores them. */
export function storedValues(values: readonly BaselineValue[]): NewForecast["values"] {
  return values.map(({ p10_kw, p90_kw, ...value }) => ({
    ...value,
    probabilistic_values: { p10: p10_kw, p90: p90_kw },
  }));
}

/**
 * Stores runs of several sites in one statement and returns how many; those that exist by now are
 * left out. If that fails, stores them one by one, so that a run that cannot be stored does not take
 * the others with it.
 */
export async function storeRuns(sql: OwnerSql, runs: NewForecast[]): Promise<number> {
  if (runs.length === 0) return 0;
  try {
    return await forecasts.store(sql, runs);
  } catch (error) {
    if (runs.length > 1) {
      let stored = 0;
      for (const run of runs) stored += await storeRuns(sql, [run]);
      return stored;
    }
    log.error("no forecast for site {site}: {error}", { site: runs[0]!.site_uuid, error });
    return 0;
  }
}
