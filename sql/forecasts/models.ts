import type { OwnerSql } from "../../db/client.ts";
import type { AdminSql, ScopedSql } from "../../db/scope.ts";
import type { Model } from "../../domain/forecasts/model.ts";

/** Returns every model, by name and version. */
export async function all(sql: AdminSql): Promise<Model[]> {
  return await sql<Model[]>`
    select model_uuid, name, version, description from ml_model
    order by lower(name), name, version, model_uuid`;
}

/**
 * Returns the UUID of the model with this name and version, and creates the model if there is none.
 * An existing model keeps its description.
 */
export async function findOrMake(
  sql: OwnerSql | ScopedSql,
  { name, version, description }: { name: string; version?: string; description?: string },
): Promise<string> {
  const [model] = await (sql as ScopedSql)<{ uuid: string }[]>`
    select app.find_or_make_model(${name}, ${version ?? null}, ${description ?? null}) as uuid`;
  return model!.uuid;
}

/**
 * Returns the models with runs of the last day, at most five of a site, the service's own first;
 * and a moment before the first known run of each.
 */
export async function runningModels(
  sql: OwnerSql,
  siteUuids: string[],
  now: Temporal.Instant,
): Promise<{ site_uuid: string; model_name: string; before_utc: string }[]> {
  return await sql`
    select site_uuid, model_name, before_utc from (
      select r.site_uuid, r.model_name, min(r.first_utc) - interval '1 second' as before_utc,
        row_number() over (partition by r.site_uuid order by
          array_position(app.own_models(), r.model_name), r.model_name) as nth
      from (
        select s.site_uuid, m.name::text as model_name, (
          select min(timestamp_utc) from app.model_runs
          where site_uuid = s.site_uuid and ml_model_uuid = m.model_uuid) as first_utc
        from unnest(${siteUuids}::uuid[]) s (site_uuid) cross join ml_model m
        where exists (select 1 from app.model_runs l
          where l.site_uuid = s.site_uuid and l.ml_model_uuid = m.model_uuid
            and l.timestamp_utc > ${now}::timestamp - interval '24 h'
            and l.timestamp_utc <= ${now}::timestamp + interval '15 min')) r
      group by 1, 2) n
    where nth <= 5 order by site_uuid, nth`;
}
