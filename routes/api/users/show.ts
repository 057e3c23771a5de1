import { createRoute, z } from "@hono/zod-openapi";
import { userChange } from "../../../domain/users/user.ts";
import * as changes from "../../../sql/users/user_changes.ts";
import * as users from "../../../sql/users/users.ts";
import { load, uuid } from "../../http/params.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { body, json, problems, refusals, router } from "../router.ts";
import { userJson, userToJson } from "./user_json.ts";

const userParams = z.object({ user_uuid: uuid() });

const show = createRoute({
  method: "get",
  path: "/users/{user_uuid}",
  summary: "One user",
  middleware: adminScoped,
  request: { params: userParams },
  responses: { 200: json(userJson, "The user"), ...problems, 403: refusals[403] },
});

const change = createRoute({
  method: "patch",
  path: "/users/{user_uuid}",
  summary: "Change a user's e-mail or group, deactivate or restore",
  description:
    "Absent keys keep their values. Deactivating ends sessions, tokens and links for good.",
  middleware: adminScoped,
  request: { params: userParams, body: body(userChange) },
  responses: { 200: json(userJson, "The user as it is now"), ...refusals },
});

const remove = createRoute({
  method: "delete",
  path: "/users/{user_uuid}",
  summary: "Delete a user for ever",
  description: "The history of sites keeps the e-mail address of a deleted user.",
  middleware: adminScoped,
  request: { params: userParams },
  responses: { 204: { description: "The user was deleted" }, ...refusals },
});

/** GET, PATCH and DELETE /api/v1/users/{user_uuid} */
export const userRoutes = () =>
  router()
    .openapi(show, async (c) => {
      return c.json(userToJson(await load(c, "user_uuid", users.findByUuid)), 200);
    })
    .openapi(change, async (c) => {
      const { sql } = c.var;
      const { user_uuid } = c.req.valid("param");
      const { email, site_group_uuid, active } = c.req.valid("json");
      if (email !== undefined) await changes.rename(sql, user_uuid, email);
      if (site_group_uuid) await changes.move(sql, user_uuid, site_group_uuid);
      if (active === true) await changes.restore(sql, user_uuid);
      if (active === false) await changes.deactivate(sql, user_uuid);
      return c.json(userToJson(await load(c, "user_uuid", users.findByUuid)), 200);
    })
    .openapi(remove, async (c) => {
      await changes.remove(c.var.sql, c.req.valid("param").user_uuid);
      return c.body(null, 204);
    });
