import { createRoute, z } from "@hono/zod-openapi";
import { type User, userChange } from "../../../domain/users/user.ts";
import * as changes from "../../../sql/users/user_changes.ts";
import * as users from "../../../sql/users/users.ts";
import { load, uuid } from "../../http/params.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { assertVersion, ifMatch } from "../if_match.ts";
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
  request: { params: userParams, headers: ifMatch, body: body(userChange) },
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
      const user = await load(c, "user_uuid", users.findByUuid);
      c.set("version", user.version);
      return c.json(userToJson(user), 200);
    })
    .openapi(change, async (c) => {
      const { sql } = c.var;
      const { user_uuid } = c.req.valid("param");
      const { email, site_group_uuid, active, version } = c.req.valid("json");
      await assertVersion(c, "user", version, () => changes.lock(sql, user_uuid));
      if (email !== undefined) await changes.rename(sql, user_uuid, email);
      if (site_group_uuid) await changes.move(sql, user_uuid, site_group_uuid);
      if (active === true) await changes.restore(sql, user_uuid);
      if (active === false) await changes.deactivate(sql, user_uuid);
      const user = await load(c, "user_uuid", users.findByUuid);
      const detail = `Changed the user: ${whatChanged(user, c.req.valid("json"))}.`;
      await recordSecurityEvent(c, { kind: "rights", detail, subject: user });
      c.set("version", user.version);
      return c.json(userToJson(user), 200);
    })
    .openapi(remove, async (c) => {
      const user = await load(c, "user_uuid", users.findByUuid);
      await changes.remove(c.var.sql, user.user_uuid);
      await recordSecurityEvent(c, {
        kind: "rights",
        detail: "Deleted the user.",
        subject: user,
      });
      return c.body(null, 204);
    });

/** Returns in words what a request changed of a user, who is as it left them. */
function whatChanged(
  user: User,
  { email, site_group_uuid, active }: z.output<typeof userChange>,
): string {
  return [
    email !== undefined && `e-mail address ${user.email}`,
    site_group_uuid && `group ${user.site_group_name}`,
    active !== undefined && (active ? "restored" : "deactivated"),
  ].filter(Boolean).join(", ") || "nothing";
}
