import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import { siteName } from "../../../domain/sites/site.ts";
import type { GroupSite } from "../../../domain/sites/site_names.ts";
import * as groupSites from "../../../sql/groups/group_sites.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { json, problems, refusals, router } from "../router.ts";

const MOST = 10_000;

const siteJson = z.object({
  site_uuid: z.guid(),
  client_site_id: z.int().nullable(),
  client_site_name: z.string().nullable(),
  name: z.string().describe("What pages call the site, also when it has no name"),
  capacity_kw: z.number().nullable(),
  active: z.boolean(),
}).openapi("SiteOfGroup");

const params = z.object({ site_group_uuid: z.guid({ error: "This is no UUID." }) });

const some = `Send site_uuids: a list of 1 to ${MOST} UUIDs.`;
const sites = {
  content: {
    "application/json": {
      schema: z.object({
        site_uuids: z.array(z.guid({ error: "This is no UUID." }), { error: some })
          .min(1, { error: some }).max(MOST, { error: some }),
      }),
    },
  },
  required: true,
};

const list = createRoute({
  method: "get",
  path: "/groups/{site_group_uuid}/sites",
  summary: "Sites of a group, active or not",
  middleware: adminScoped,
  request: {
    params,
    query: z.object({
      limit: z.string().regex(/^([1-9]\d{0,2}|1000)$/, { error: "Ask for 1 to 1000 sites." })
        .default("100"),
      cursor: z.guid({ error: "Send the next_cursor of the page before." }).optional(),
    }),
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
  description: "All or, when one does not exist, none (404). Those that it has already stay.",
  middleware: adminScoped,
  request: { params, body: sites },
  responses: { 200: json(linked, "The sites are in the group"), ...refusals },
});

const addAll = createRoute({
  method: "post",
  path: "/groups/{site_group_uuid}/sites/all",
  summary: "Add every site that there is now to a group",
  middleware: adminScoped,
  request: { params },
  responses: { 200: json(linked, "The sites are in the group"), ...refusals },
});

const remove = createRoute({
  method: "post",
  path: "/groups/{site_group_uuid}/sites/remove",
  summary: "Take sites out of an ordinary group",
  description: "What it does not have is left alone. None leaves an admin group (409).",
  middleware: adminScoped,
  request: { params, body: sites },
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

/** /api/v1/groups/{uuid}/sites */
export function groupSiteRoutes() {
  return router()
    .openapi(list, async (c) => {
      const { site_group_uuid } = c.req.valid("param");
      const { limit: text, cursor } = c.req.valid("query");
      const limit = Number(text);
      found(await siteGroups.find(c.var.sql, site_group_uuid), "group");
      const asked = { limit, after: cursor };
      const rows = await groupSites.listAfter(c.var.sql, site_group_uuid, asked);
      const page = cursorPage(rows, limit, "site_uuid");
      return c.json({ sites: page.rows.map(toJson), next_cursor: page.next_cursor }, 200);
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
}

function toJson({ in_group: _, ...site }: GroupSite): z.output<typeof siteJson> {
  return { ...site, name: siteName(site), active: site.active !== false };
}
