import { createRoute, z } from "@hono/zod-openapi";
import { siteName } from "../../../domain/sites/site.ts";
import type { GroupSite } from "../../../domain/sites/site_names.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import { cursorQuery, load, uuid } from "../../http/params.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { groupParams } from "./group_json.ts";

/** Most sites that one request may name. */
const MAX_SITES = 10_000;

const siteJson = z.object({
  site_uuid: z.guid(),
  client_site_id: z.int().nullable(),
  client_site_name: z.string().nullable(),
  name: z.string().describe("The name that pages show, also of a site without one"),
  capacity_kw: z.number().nullable(),
  active: z.boolean(),
}).openapi("SiteOfGroup");

const some = `Send site_uuids: a list of 1 to ${MAX_SITES} UUIDs.`;
const sites = body(z.object({
  site_uuids: z.array(uuid(), { error: some }).min(1, { error: some })
    .max(MAX_SITES, { error: some }),
}));

const list = createRoute({
  method: "get",
  path: "/groups/{site_group_uuid}/sites",
  summary: "Sites of a group, active or not",
  middleware: adminScoped,
  request: {
    params: groupParams,
    query: z.object(cursorQuery("sites")),
  },
  responses: {
    200: json(
      z.object({ sites: z.array(siteJson), next_cursor: z.guid().nullable() }),
      "A page of sites in the order of their UUIDs",
    ),
    ...problems,
    403: refusals[403],
  },
});

const linked = z.object({ linked: z.int().describe("How many the group did not have before") });

const add = createRoute({
  method: "post",
  path: "/groups/{site_group_uuid}/sites",
  summary: "Add sites to a group",
  description: "All of them or, if one does not exist, none (404). Sites that it has already stay.",
  middleware: adminScoped,
  request: { params: groupParams, body: sites },
  responses: { 200: json(linked, "The sites are in the group"), ...refusals },
});

const addAll = createRoute({
  method: "post",
  path: "/groups/{site_group_uuid}/sites/all",
  summary: "Add every site that there is now to a group",
  middleware: adminScoped,
  request: { params: groupParams },
  responses: { 200: json(linked, "The sites are in the group"), ...refusals },
});

const remove = createRoute({
  method: "post",
  path: "/groups/{site_group_uuid}/sites/remove",
  summary: "Remove sites from an ordinary group",
  description: "Sites that it does not have are ignored. An admin group keeps its sites (409).",
  middleware: adminScoped,
  request: { params: groupParams, body: sites },
  responses: {
    200: json(
      z.object({
        removed: z.int(),
        deactivated: z.int().describe("Of those: in no ordinary group any more, so inactive now"),
      }),
      "The sites are not in the group",
    ),
    ...refusals,
  },
});

/** GET and POST /api/v1/groups/{site_group_uuid}/sites; POST …/all and …/remove. */
export const groupSiteRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const { site_group_uuid } = await load(c, "site_group_uuid", siteGroups.find);
      const range = { limit, after: cursor };
      const rows = await groupSites.listAfter(c.var.sql, site_group_uuid, range);
      const page = cursorPage(rows, limit, "site_uuid");
      return c.json(
        { sites: page.rows.map(toJson), next_cursor: linkNext(c, page.next_cursor) },
        200,
      );
    })
    .openapi(add, async (c) => {
      const { site_group_uuid } = c.req.valid("param");
      const { site_uuids } = c.req.valid("json");
      return c.json({ linked: await groupSites.link(c.var.sql, site_group_uuid, site_uuids) }, 200);
    })
    .openapi(addAll, async (c) => {
      const { site_group_uuid } = c.req.valid("param");
      return c.json({ linked: await groupSites.linkAll(c.var.sql, site_group_uuid) }, 200);
    })
    .openapi(remove, async (c) => {
      const { site_group_uuid } = c.req.valid("param");
      const { site_uuids } = c.req.valid("json");
      return c.json(await groupSites.unlink(c.var.sql, site_group_uuid, site_uuids), 200);
    });

function toJson({ in_group: _, ...site }: GroupSite): z.output<typeof siteJson> {
  return { ...site, name: siteName(site), active: site.active !== false };
}
