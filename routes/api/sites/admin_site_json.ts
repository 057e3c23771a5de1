import { z } from "@hono/zod-openapi";
import type { AdminSite } from "../../../domain/sites/admin_site.ts";
import { siteJson, siteToJson } from "./site_json.ts";

/** A site in JSON, as admins see it. */
export const adminSiteJson = z.object({
  ...siteJson.shape,
  groups: z.array(z.object({
    site_group_uuid: z.guid(),
    site_group_name: z.string().nullable(),
    is_admin: z.boolean(),
  })).describe("Every group that has the site"),
  client_uuid: z.guid().nullable(),
  client_name: z.string().nullable(),
  ml_model_uuid: z.guid().nullable(),
  model_name: z.string().nullable(),
  model_version: z.string().nullable(),
  hint_count: z.int().describe("Hints about data that contradict the site's facts"),
}).openapi("AdminSite");

/** Returns the JSON of a site for admins. */
export function adminSiteToJson(row: AdminSite): z.output<typeof adminSiteJson> {
  const { groups, client_uuid, client_name, ml_model_uuid, model_name, model_version, ...rest } =
    row;
  const { hint_count, ...site } = rest;
  const assigned = {
    client_uuid,
    client_name,
    ml_model_uuid,
    model_name,
    model_version,
    hint_count,
  };
  return { ...siteToJson(site), groups, ...assigned };
}
