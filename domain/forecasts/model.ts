import type { AdminSite } from "../sites/admin_site.ts";

/** What makes runs. The Python SDK can store models without name and version. */
export interface Model {
  model_uuid: string;
  name: string | null;
  version: string | null;
  description: string | null;
}

/** Returns what pages call a model: name and version, else the start of its UUID. */
export function modelName({ model_uuid, name, version }: Omit<Model, "description">): string {
  return [name, version].filter(Boolean).join(" ") || `Model ${model_uuid.slice(0, 8)}`;
}

/** Returns the name of the model that is assigned to a site; null without one. */
export function modelOfSite(
  site: Pick<AdminSite, "ml_model_uuid" | "model_name" | "model_version">,
): string | null {
  const { ml_model_uuid, model_name, model_version } = site;
  if (ml_model_uuid === null) return null;
  return modelName({ model_uuid: ml_model_uuid, name: model_name, version: model_version });
}
