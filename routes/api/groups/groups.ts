import { createRoute, z } from "@hono/zod-openapi";
import { AppError, found } from "../../../domain/errors.ts";
import {
  type Group,
  groupChange,
  groupFields,
  groupName,
  NAME_TAKEN,
} from "../../../domain/groups/group.ts";
import * as adminRights from "../../../sql/groups/admin_rights.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { body, json, problems, refusals, router } from "../router.ts";

const groupJson = z.object({
  site_group_uuid: z.guid(),
  site_group_name: z.string().nullable(),
  name: z.string().describe("What pages call the group, also when it has no name"),
  service_level: z.int().nullable().describe("0 is free, 1 is paid"),
  is_admin: z.boolean().describe("It has every site, and its users administer"),
  created_utc: z.string().nullable(),
  members: z.int(),
  deactivated: z.int().describe("Of the members"),
  sites: z.int(),
  capacity_kw: z.number().describe("Sum over the sites whose capacity is known"),
  with_capacity: z.int().describe("How many sites these are"),
  last_seen_utc: z.string().nullable().describe("Last request of any member"),
}).openapi("Group");

const params = z.object({ site_group_uuid: z.guid({ error: "This is no UUID." }) });

const forbidden = { 403: refusals[403] };

const list = createRoute({
  method: "get",
  path: "/groups",
  summary: "All groups",
  middleware: adminScoped,
  request: {
    query: z.object({
      search: z.string().optional().describe("Part of the name, or the start of the UUID"),
      limit: z.string().regex(/^([1-9]\d{0,2}|1000)$/, { error: "Ask for 1 to 1000 groups." })
        .default("100"),
      cursor: z.guid({ error: "Send the next_cursor of the page before." }).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({ groups: z.array(groupJson), next_cursor: z.guid().nullable() }),
      "A page of groups in the order of their UUIDs",
    ),
    ...problems,
    ...forbidden,
  },
});

const create = createRoute({
  method: "post",
  path: "/groups",
  summary: "Make an ordinary group",
  middleware: adminScoped,
  request: { body: body(groupFields) },
  responses: { 201: json(groupJson, "The new group"), ...refusals },
});

const show = createRoute({
  method: "get",
  path: "/groups/{site_group_uuid}",
  summary: "One group",
  middleware: adminScoped,
  request: { params },
  responses: { 200: json(groupJson, "The group"), ...problems, ...forbidden },
});

const change = createRoute({
  method: "patch",
  path: "/groups/{site_group_uuid}",
  summary: "Rename a group, or change its service level or its admin mark",
  description: "What is absent stays. The last admin group keeps its mark (409).",
  middleware: adminScoped,
  request: { params, body: body(groupChange) },
  responses: { 200: json(groupJson, "The group as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  path: "/groups/{site_group_uuid}",
  summary: "Delete a group that has no users",
  description: "Its sites stay; those that are in no ordinary group any more become inactive.",
  middleware: adminScoped,
  request: { params },
  responses: {
    200: json(z.object({ deactivated: z.int() }), "How many sites became inactive"),
    ...refusals,
  },
});

/** /api/v1/groups */
export function groupRoutes() {
  return router()
    .openapi(list, async (c) => {
      const { limit: text, cursor, search } = c.req.valid("query");
      const limit = Number(text);
      const rows = await siteGroups.listAfter(c.var.sql, { search, limit, after: cursor });
      const page = cursorPage(rows, limit, "site_group_uuid");
      return c.json({ groups: page.rows.map(toJson), next_cursor: page.next_cursor }, 200);
    })
    .openapi(create, async (c) => {
      const made = await siteGroups.insert(c.var.sql, c.req.valid("json"));
      if (made === undefined) throw nameTaken();
      return c.json(toJson(found(await siteGroups.find(c.var.sql, made), "group")), 201);
    })
    .openapi(show, async (c) => {
      const { site_group_uuid } = c.req.valid("param");
      return c.json(toJson(found(await siteGroups.find(c.var.sql, site_group_uuid), "group")), 200);
    })
    .openapi(change, async (c) => {
      const { site_group_uuid } = c.req.valid("param");
      const { is_admin, ...fields } = c.req.valid("json");
      const { sql } = c.var;
      found(await siteGroups.find(sql, site_group_uuid), "group");
      if (!await siteGroups.update(sql, site_group_uuid, fields)) throw nameTaken();
      if (is_admin !== undefined) await adminRights.mark(sql, site_group_uuid, is_admin);
      return c.json(toJson(found(await siteGroups.find(sql, site_group_uuid), "group")), 200);
    })
    .openapi(remove, async (c) => {
      const { site_group_uuid } = c.req.valid("param");
      return c.json({ deactivated: await siteGroups.remove(c.var.sql, site_group_uuid) }, 200);
    });
}

const nameTaken = () => new AppError("conflict", NAME_TAKEN.message, { fields: [NAME_TAKEN] });

function toJson(group: Group): z.output<typeof groupJson> {
  return { ...group, name: groupName(group) };
}
