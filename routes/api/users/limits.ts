import { createRoute, z } from "@hono/zod-openapi";
import { userRequestLimits } from "../../../domain/users/request_limits.ts";
import * as requestLimits from "../../../sql/users/request_limits.ts";
import * as users from "../../../sql/users/users.ts";
import { load, uuid } from "../../http/params.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { body, json, problems, refusals, router } from "../router.ts";

const limitsJson = z.object({
  reads_per_minute: z.int().nullable().describe("null: as many as the service allows everybody"),
  writes_per_minute: z.int().nullable().describe("null: as many as the service allows everybody"),
}).openapi("RequestLimits");

const place = {
  path: "/users/{user_uuid}/request-limits",
  middleware: adminScoped,
};
const params = z.object({ user_uuid: uuid() });

const show = createRoute({
  ...place,
  method: "get",
  summary: "How many requests each API token of a user may send in a minute",
  request: { params },
  responses: { 200: json(limitsJson, "The limits"), ...problems, 403: refusals[403] },
});

const change = createRoute({
  ...place,
  method: "put",
  summary: "Set how many requests each API token of a user may send in a minute",
  description: "Counts from the next minute on at the latest.",
  request: { params, body: body(userRequestLimits) },
  responses: { 200: json(limitsJson, "The limits as they are now"), ...refusals },
});

/** GET and PUT /api/v1/users/{user_uuid}/request-limits */
export const userLimitRoutes = () =>
  router()
    .openapi(show, async (c) => {
      const { user_uuid } = await load(c, "user_uuid", users.findByUuid);
      return c.json(await requestLimits.find(c.var.sql, user_uuid), 200);
    })
    .openapi(change, async (c) => {
      const user = await load(c, "user_uuid", users.findByUuid);
      const limits = c.req.valid("json");
      await requestLimits.set(c.var.sql, user.user_uuid, limits);
      const detail = "Changed the limits of requests.";
      await recordSecurityEvent(c, { kind: "rights", detail, subject: user });
      return c.json(limits, 200);
    });
