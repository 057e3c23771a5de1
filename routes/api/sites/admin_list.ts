import { createRoute, z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";
import { newSiteInGroups, wrongGroups } from "../../../domain/sites/admin_site.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import * as adminSites from "../../../sql/sites/admin_sites.ts";
import { cursorQuery } from "../../http/params.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { adminSiteJson, adminSiteToJson } from "./admin_site_json.ts";

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
      ...cursorQuery("sites"),
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
  description: "Without groups only admin groups have it: they have every site.",
  request: { body: body(newSiteInGroups) },
  responses: { 201: json(adminSiteJson, "The new site"), ...refusals },
});

/** GET and POST /api/v1/admin/sites */
export const adminSiteRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { limit, cursor, search, active } = c.req.valid("query");
      const rows = await adminSites.listAfter(c.var.sql, {
        search,
        active: active === undefined ? undefined : active === "true",
        limit,
        after: cursor,
      });
      const { rows: listed, next_cursor } = cursorPage(rows, limit, "site_uuid");
      return c.json(
        { sites: listed.map(adminSiteToJson), next_cursor: linkNext(c, next_cursor) },
        200,
      );
    })
    .openapi(create, async (c) => {
      const { site_group_uuids, ...site } = c.req.valid("json");
      const fields = wrongGroups({ site_group_uuids }, await siteGroups.all(c.var.sql));
      if (fields.length > 0) {
        throw new AppError("invalid", "Some values are not valid.", { fields });
      }
      const siteUuid = await adminSites.create(c.var.sql, site, site_group_uuids);
      const made = found(await adminSites.find(c.var.sql, siteUuid), "site");
      return c.json(adminSiteToJson(made), 201);
    });
