import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import * as identities from "../../../sql/account/identities.ts";
import * as users from "../../../sql/users/users.ts";
import { IDENTITY_REMOVED, unbind } from "../../admin/users/remove_identity.ts";
import { load, uuid } from "../../http/params.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { json, problems, refusals, router } from "../router.ts";

const identityJson = z.object({
  issuer: z.string().describe("The identity provider: `iss` of its JWTs"),
  subject: z.string().describe("The user, to the provider: `sub` of its JWTs"),
  created_utc: z.string().describe("When the first JWT of the user came"),
}).openapi("Identity");

const place = { path: "/users/{user_uuid}/identity", middleware: adminScoped };
const params = z.object({ user_uuid: uuid() });

const show = createRoute({
  ...place,
  method: "get",
  summary: "What an identity provider calls a user",
  description: "404 for a user who has not come with a JWT.",
  request: { params },
  responses: { 200: json(identityJson, "The identity"), ...problems, 403: refusals[403] },
});

const remove = createRoute({
  ...place,
  method: "delete",
  summary: "Remove the identity of a user",
  description: "The next JWT with the user's e-mail address binds the user to its subject.",
  request: { params },
  responses: { 204: { description: "The user is bound to no identity" }, ...refusals },
});

/** GET and DELETE /api/v1/users/{user_uuid}/identity */
export const userIdentityRoutes = () =>
  router()
    .openapi(show, async (c) => {
      const { user_uuid } = await load(c, "user_uuid", users.findByUuid);
      return c.json(found(await identities.find(c.var.sql, user_uuid), "identity"), 200);
    })
    .openapi(remove, async (c) => {
      const user = await load(c, "user_uuid", users.findByUuid);
      await unbind(c.var.sql, user.user_uuid);
      await recordSecurityEvent(c, { ...IDENTITY_REMOVED, subject: user });
      return c.body(null, 204);
    });
