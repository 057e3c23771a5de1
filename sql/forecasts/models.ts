import type { AdminSql } from "../../db/scope.ts";
import type { Model } from "../../domain/sites/admin_site.ts";

/** Every model by name and version, to choose from. */
export async function all(sql: AdminSql): Promise<Model[]> {
  return await sql<Model[]>`
    select model_uuid, name, version, description from ml_model
    order by lower(name), name, version, model_uuid`;
}
