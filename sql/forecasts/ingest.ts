import type { ScopedSql } from "../../db/scope.ts";
import type { Ingested, Measured, SiteForecast } from "../../domain/forecasts/new_forecasts.ts";
import { findOrMakeModel } from "./forecasts.ts";

/**
 * Stores measurements of the caller's sites, all of them or none. What is stored for a period stays,
 * unless `replace` is asked for. Throws SC422 that names the first row that is refused, SC404 for the
 * first row of a site that is not the caller's.
 */
export async function addGeneration(
  sql: ScopedSql,
  values: Measured[],
  { replace }: { replace: boolean },
): Promise<Ingested & { replaced: number }> {
  const [done] = await sql<(Ingested & { replaced: number })[]>`
    select inserted, unchanged, conflicting, replaced, first_conflict
    from app.ingest_generation(${sql.json(values)}::jsonb, ${replace}::boolean)`;
  return done!;
}

/**
 * Stores runs for the caller's sites, all of them or none; a model that is not there yet is made. Of
 * a run that is stored already, what is new is added, unless it contradicts what is there: then all
 * of it is left out. Throws as the above.
 */
export async function addForecasts(sql: ScopedSql, forecasts: SiteForecast[]): Promise<Ingested> {
  const models = await modelsOf(sql, forecasts);
  const runs = forecasts.map((run) => ({
    site_uuid: run.site_uuid,
    timestamp_utc: run.timestamp_utc,
    forecast_version: run.forecast_version ?? run.model_version ?? "",
    ml_model_uuid: models.get(keyOf(run)),
    values: run.values.map(({ p10_kw, p90_kw, ...value }) => ({
      ...value,
      // JSON leaves out what is undefined.
      probabilistic_values: { p10: p10_kw ?? undefined, p90: p90_kw ?? undefined },
    })),
  }));
  const [done] = await sql<Ingested[]>`
    select inserted, unchanged, conflicting, first_conflict
    from app.ingest_forecasts(${sql.json(runs)}::jsonb)`;
  return done!;
}

type Model = Pick<SiteForecast, "model_name" | "model_version">;

const keyOf = ({ model_name, model_version }: Model) => JSON.stringify([model_name, model_version]);

/** UUIDs by key. */
async function modelsOf(sql: ScopedSql, models: Model[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const model of models) {
    if (found.has(keyOf(model))) continue;
    const { model_name: name, model_version: version } = model;
    found.set(keyOf(model), await findOrMakeModel(sql, { name, version }));
  }
  return found;
}
