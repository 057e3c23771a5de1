import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
  activity,
  type AdminSite,
  assignment,
  newSiteInGroups,
  unknownOf,
  wrongGroups,
} from "../../../domain/sites/admin_site.ts";
import { AppError, type FieldError, found } from "../../../domain/errors.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import * as clients from "../../../sql/sites/clients.ts";
import * as models from "../../../sql/forecasts/models.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import type { Administering } from "../../http/context.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { siteJson, siteParams, siteToJson } from "./list.ts";

const adminSiteJson = z.object({
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
}).openapi("AdminSite");

const list = createRoute({
  method: "get",
  middleware: adminScoped,
  path: "/admin/sites",
  summary: "Sites of all groups",
  request: {
    query: z.object({
      search: z.string().optional()
        .describe("Part of the name or a group's name, the client's number, or the UUID's start"),
      active: z.enum(["true", "false"], { error: "active is true or false." }).optional(),
      limit: z.string().regex(/^([1-9]\d{0,2}|1000)$/, { error: "Ask for 1 to 1000 sites." })
        .default("100"),
      cursor: z.guid({ error: "Send the next_cursor of the page before." }).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({ sites: z.array(adminSiteJson), next_cursor: z.guid().nullable() }),
      "A page of sites in the order of their UUIDs",
    ),
    ...problems,
    403: refusals[403],
  },
});

const create = createRoute({
  method: "post",
  middleware: adminScoped,
  path: "/admin/sites",
  summary: "Make a site in one or several groups",
  description: "Without groups the admin groups alone have it, which have every site.",
  request: { body: body(newSiteInGroups) },
  responses: { 201: json(adminSiteJson, "The new site"), ...refusals },
});

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

/** GET and POST /api/v1/admin/sites; PUT /api/v1/sites/{uuid}/active and /assignment. */
export function adminSiteRoutes() {
  return router()
    .openapi(list, async (c) => {
      const { limit: text, cursor, search, active } = c.req.valid("query");
      const limit = Number(text);
      const rows = await adminSites.listAfter(c.var.sql, {
        search,
        active: active === undefined ? undefined : active === "true",
        limit,
        after: cursor,
      });
      const page = cursorPage(rows, limit, "site_uuid");
      return c.json({ sites: page.rows.map(toJson), next_cursor: page.next_cursor }, 200);
    })
    .openapi(create, async (c) => {
      const { site_group_uuids, ...site } = c.req.valid("json");
      refuse(wrongGroups({ site_group_uuids }, await siteGroups.all(c.var.sql)));
      const made = await adminSites.create(c.var.sql, site, site_group_uuids);
      return c.json(toJson(await siteOf(c, made)), 201);
    })
    .openapi(setActive, async (c) => {
      const { site_uuid } = c.req.valid("param");
      await adminSites.setActive(c.var.sql, site_uuid, c.req.valid("json").active);
      return c.json(toJson(await siteOf(c, site_uuid)), 200);
    })
    .openapi(assign, async (c) => {
      const { site_uuid } = c.req.valid("param");
      const wanted = c.req.valid("json");
      const { sql } = c.var;
      refuse(unknownOf(wanted, await models.all(sql), await clients.all(sql)));
      await adminSites.assign(sql, site_uuid, wanted);
      return c.json(toJson(await siteOf(c, site_uuid)), 200);
    });
}

async function siteOf(c: Context<Administering>, siteUuid: string): Promise<AdminSite> {
  return found(await adminSites.find(c.var.sql, siteUuid), "site");
}

function refuse(fields: FieldError[]): void {
  if (fields.length > 0) throw new AppError("invalid", "Some values are not valid.", { fields });
}

function toJson(row: AdminSite): z.output<typeof adminSiteJson> {
  const { groups, client_uuid, client_name, ml_model_uuid, model_name, model_version, ...site } =
    row;
  const assigned = { client_uuid, client_name, ml_model_uuid, model_name, model_version };
  return { ...siteToJson(site), groups, ...assigned };
}
