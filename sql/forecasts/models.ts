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
