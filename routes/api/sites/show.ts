import { createRoute } from "@hono/zod-openapi";
import { siteEdit } from "../../../domain/sites/site_input.ts";
import * as sites from "../../../sql/sites/sites.ts";
import { load } from "../../http/params.ts";
import { scoped } from "../../middleware/scope.ts";
import { changedMeanwhile, ifMatch, versionSent } from "../if_match.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { siteJson, siteParams, siteToJson } from "./site_json.ts";

const show = createRoute({
  method: "get",
  middleware: scoped,
  path: "/sites/{site_uuid}",
  summary: "A site of your group, active or not",
  request: { params: siteParams },
  responses: { 200: json(siteJson, "The site"), ...problems },
});

const edit = createRoute({
  method: "patch",
  middleware: scoped,
  path: "/sites/{site_uuid}",
  summary: "Edit a site: exactly the keys that are sent; null removes a value",
  request: { params: siteParams, headers: ifMatch, body: body(siteEdit) },
  responses: { 200: json(siteJson, "The site as it is now"), ...refusals },
});

/** GET and PATCH /api/v1/sites/{site_uuid} */
export const siteRoutes = () =>
  router()
    .openapi(show, async (c) => {
      const site = await load(c, "site_uuid", sites.find);
      c.set("version", site.version);
      return c.json(siteToJson(site), 200);
    })
    .openapi(edit, async (c) => {
      const { site_uuid } = c.req.valid("param");
      const { version: inBody, ...changes } = c.req.valid("json");
      const version = versionSent(c, inBody);
      const done = await sites.update(c.var.sql, site_uuid, changes, version);
      const site = await load(c, "site_uuid", sites.find);
      if (done === "changed meanwhile") throw changedMeanwhile(c, "site", site.version);
      c.set("version", site.version);
      return c.json(siteToJson(site), 200);
    });
