import type { OwnerSql } from "../../db/client.ts";
import type { ScopedSql } from "../../db/scope.ts";
import type { ChosenModel, ModelOfSite } from "../../domain/forecasts/chosen_model.ts";

/** Chooses the model that each site shows from `now` on; returns for how many sites it changed. */
export async function choose(sql: OwnerSql, now: Temporal.Instant): Promise<number> {
  const [row] = await sql<{ chosen: number }[]>`
    select app.choose_models(array(select site_uuid from sites), ${now}::timestamp) as chosen`;
  return row!.chosen;
}

/** Drops what the choice no longer needs to know of runs; returns of how many. */
export async function forgetRuns(sql: OwnerSql, before: Temporal.Instant): Promise<number> {
  const [row] = await sql<{ forgotten: number }[]>`
    select app.forget_runs(${before}::timestamp) as forgotten`;
  return row!.forgotten;
}

/** Returns the model that a site of the scope shows at a time; undefined for a stranger's site. */
export async function ofSite(
  sql: ScopedSql,
  siteUuid: string,
  at: Temporal.Instant,
): Promise<ChosenModel | undefined> {
  const [row] = await sql<ChosenModel[]>`
    select model_name, why, from_utc from app.chosen_at(array[${siteUuid}::uuid], ${at}::timestamp)`;
  return row;
}

/** Returns the models with runs for a site of the scope, the newest run first. */
export async function modelsOfSite(
  sql: ScopedSql,
  siteUuid: string,
  now: Temporal.Instant,
): Promise<ModelOfSite[]> {
  return await sql<ModelOfSite[]>`
    select model_name, newest_utc as newest_run_utc,
      extract(epoch from median_interval)::float8 / 60 as median_interval_minutes,
      runs_in_week as runs_in_7_days, is_fresh
    from app.models_of_site(${siteUuid}::uuid, ${now}::timestamp)`;
}
