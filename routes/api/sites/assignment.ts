import { createRoute } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";
import { activity, assignment, unknownOf } from "../../../domain/sites/admin_site.ts";
import * as models from "../../../sql/forecasts/models.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import * as clients from "../../../sql/sites/clients.ts";
import { load } from "../../http/params.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { body, json, refusals, router } from "../router.ts";
import { adminSiteJson, adminSiteToJson } from "./admin_site_json.ts";
import { siteParams } from "./site_json.ts";

const setActive = createRoute({
  method: "put",
  middleware: adminScoped,
  path: "/sites/{site_uuid}/active",
  summary: "Deactivate a site, or restore it",
  request: { params: siteParams, body: body(activity) },
  responses: { 200: json(adminSiteJson, "The site as it is now"), ...refusals },
});

const assign = createRoute({
  method: "put",
  middleware: adminScoped,
  path: "/sites/{site_uuid}/assignment",
  summary: "Assign a model and a client to a site, or null for none",
  request: { params: siteParams, body: body(assignment) },
  responses: { 200: json(adminSiteJson, "The site as it is now"), ...refusals },
});

/** PUT /api/v1/sites/{site_uuid}/active and /assignment */
export const siteAssignmentRoutes = () =>
  router()
    .openapi(setActive, async (c) => {
      const { site_uuid } = c.req.valid("param");
      await adminSites.setActive(c.var.sql, site_uuid, c.req.valid("json").active);
      return c.json(adminSiteToJson(await load(c, "site_uuid", adminSites.find)), 200);
    })
    .openapi(assign, async (c) => {
      const { sql } = c.var;
      const wanted = c.req.valid("json");
      const fields = unknownOf(wanted, await models.all(sql), await clients.all(sql));
      if (fields.length > 0) {
        throw new AppError("invalid", "Some values are not valid.", { fields });
      }
      await adminSites.assign(sql, c.req.valid("param").site_uuid, wanted);
      return c.json(adminSiteToJson(await load(c, "site_uuid", adminSites.find)), 200);
    });
