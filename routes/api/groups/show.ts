import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { groupChange } from "../../../domain/groups/group.ts";
import * as adminRights from "../../../sql/groups/admin_rights.ts";
import * as siteGroups from "../../../sql/groups/site_groups.ts";
import type { Administering } from "../../http/context.ts";
import { load } from "../../http/params.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { assertVersion, ifMatch } from "../if_match.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { groupJson, groupParams, groupToJson, nameTaken } from "./group_json.ts";

const show = createRoute({
  method: "get",
  path: "/groups/{site_group_uuid}",
  summary: "One group",
  middleware: adminScoped,
  request: { params: groupParams },
  responses: { 200: json(groupJson, "The group"), ...problems, 403: refusals[403] },
});

const change = createRoute({
  method: "patch",
  path: "/groups/{site_group_uuid}",
  summary: "Rename a group, or change its service level or its admin rights",
  description: "Absent keys keep their values. The last admin group stays one (409).",
  middleware: adminScoped,
  request: { params: groupParams, headers: ifMatch, body: body(groupChange) },
  responses: { 200: json(groupJson, "The group as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  path: "/groups/{site_group_uuid}",
  summary: "Delete a group that has no users",
  description: "Its sites stay; those that are in no ordinary group any more become inactive.",
  middleware: adminScoped,
  request: { params: groupParams },
  responses: {
    200: json(z.object({ deactivated: z.int() }), "How many sites became inactive"),
    ...refusals,
  },
});

/** GET, PATCH and DELETE /api/v1/groups/{site_group_uuid} */
export const groupRoutes = () =>
  router()
    .openapi(show, async (c) => {
      return await respond(c);
    })
    .openapi(change, async (c) => {
      const { sql } = c.var;
      const { is_admin, version, ...fields } = c.req.valid("json");
      const { site_group_uuid, site_group_name } = await load(
        c,
        "site_group_uuid",
        siteGroups.find,
      );
      await assertVersion(c, "group", version, () => siteGroups.lock(sql, site_group_uuid));
      if (!await siteGroups.update(sql, site_group_uuid, fields)) throw nameTaken();
      if (is_admin !== undefined) {
        await adminRights.mark(sql, site_group_uuid, is_admin);
        const detail = `Made ${site_group_name} ${is_admin ? "an admin" : "an ordinary"} group.`;
        await recordSecurityEvent(c, { kind: "rights", detail });
      }
      return await respond(c);
    })
    .openapi(remove, async (c) => {
      const { site_group_uuid } = c.req.valid("param");
      return c.json({ deactivated: await siteGroups.remove(c.var.sql, site_group_uuid) }, 200);
    });

async function respond(c: Context<Administering>) {
  const group = await load(c, "site_group_uuid", siteGroups.find);
  c.set("version", group.version);
  return c.json(groupToJson(group), 200);
}
