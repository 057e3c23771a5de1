import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import {
  forecastVersion,
  type NewForecast,
  type SiteForecast,
} from "../../domain/forecasts/sent_forecast.ts";
import { quantilesOf } from "../../domain/forecasts/p_levels.ts";
import type { Ingested } from "../../domain/ingestion.ts";
import * as models from "./models.ts";
import { json } from "../kit/json.ts";

/**
 * Stores runs with their values, for any site, in one statement, except those of a site, time,
 * version and model that have a run already. Returns the number of runs that were stored. Throws
 * 23503 when a site or model does not exist.
 */
export async function store(sql: OwnerSql, forecasts: NewForecast[]): Promise<number> {
  const [row] = await sql<{ stored: number }[]>`
    select app.store_forecasts(${json(sql, forecasts)})::int as stored`;
  return row!.stored;
}

/**
 * Stores runs for the caller's sites, all of them or none, and creates models that do not exist. A
 * run that is stored already gets its new values, unless one of its values contradicts a stored
 * one: then the whole run is left out. Throws SC422 that names the first row that is refused, SC404
 * for the first run of a site that is not the caller's.
 */
export async function add(sql: ScopedSql, forecasts: SiteForecast[]): Promise<Ingested> {
  const uuids = await modelsOf(sql, forecasts);
  const runs = forecasts.map((run) => ({
    site_uuid: run.site_uuid,
    timestamp_utc: run.timestamp_utc,
    forecast_version: forecastVersion(run),
    ml_model_uuid: uuids.get(keyOf(run)),
    values: run.values.map((value) => ({
      start_utc: value.start_utc,
      end_utc: value.end_utc,
      forecast_power_kw: value.forecast_power_kw,
      horizon_minutes: value.horizon_minutes,
      probabilistic_values: quantilesOf(value),
    })),
  }));
  const [done] = await sql<Ingested[]>`
    select inserted, unchanged, conflicting, first_conflict
    from app.ingest_forecasts(${sql.json(runs)}::jsonb)`;
  return done!;
}

/**
 * Deletes a run of a site with its values, and returns how many values. Throws SC404 for a run that
 * is not the site's, SC409 for one that the caller's group did not bring.
 */
export async function withdraw(sql: ScopedSql, siteUuid: string, run: string): Promise<number> {
  const [row] = await sql<{ deleted: number }[]>`
    select app.withdraw_run(${siteUuid}::uuid, ${run}::uuid) as deleted`;
  return row!.deleted;
}

type Model = Pick<SiteForecast, "model_name" | "model_version">;

const keyOf = ({ model_name, model_version }: Model) => JSON.stringify([model_name, model_version]);

/** Returns the UUID of each model, by `keyOf` its name and version. */
async function modelsOf(sql: ScopedSql, wanted: Model[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const model of wanted) {
    if (found.has(keyOf(model))) continue;
    const { model_name: name, model_version: version } = model;
    found.set(keyOf(model), await models.findOrMake(sql, { name, version }));
  }
  return found;
}

/** Returns the issue times of a model's runs for these sites in [start, end], by site. */
export async function runTimes(
  sql: OwnerSql,
  siteUuids: string[],
  modelUuid: string,
  start: Temporal.Instant,
  end: Temporal.Instant,
): Promise<Map<string, Set<string>>> {
  const runs = await sql<{ site_uuid: string; timestamp_utc: string }[]>`
    select site_uuid, timestamp_utc from forecasts f
    where site_uuid = any(${siteUuids}::uuid[])
      and timestamp_utc between ${start}::timestamp and ${end}::timestamp
      and exists (select 1 from forecast_values v
        where v.forecast_uuid = f.forecast_uuid and v.ml_model_uuid = ${modelUuid})`;
  const times = Map.groupBy(runs, (run) => run.site_uuid);
  return new Map(
    [...times].map(([site, runs]) => [site, new Set(runs.map((run) => run.timestamp_utc))]),
  );
}
