import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import { groupFields } from "../../../domain/groups/group.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import { cursorPage } from "../../../sql/kit/page.ts";
import { cursorQuery } from "../../http/params.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { linkNext } from "../next_page.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { groupJson, groupToJson, nameTaken } from "./group_json.ts";

const list = createRoute({
  method: "get",
  path: "/groups",
  summary: "All groups",
  middleware: adminScoped,
  request: {
    query: z.object({
      search: z.string().optional().describe("Part of the name, or the start of the UUID"),
      ...cursorQuery("groups"),
    }),
  },
  responses: {
    200: json(
      z.object({ groups: z.array(groupJson), next_cursor: z.guid().nullable() }),
      "A page of groups in the order of their UUIDs",
    ),
    ...problems,
    403: refusals[403],
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

/** GET and POST /api/v1/groups */
export const groupListRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { limit, cursor, search } = c.req.valid("query");
      const rows = await siteGroups.listAfter(c.var.sql, { search, limit, after: cursor });
      const page = cursorPage(rows, limit, "site_group_uuid");
      return c.json({
        groups: page.rows.map(groupToJson),
        next_cursor: linkNext(c, page.next_cursor),
      }, 200);
    })
    .openapi(create, async (c) => {
      const groupUuid = await siteGroups.insert(c.var.sql, c.req.valid("json"));
      if (groupUuid === undefined) throw nameTaken();
      return c.json(groupToJson(found(await siteGroups.find(c.var.sql, groupUuid), "group")), 201);
    });
