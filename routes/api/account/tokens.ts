import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import { uuid } from "../../http/params.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { lightScoped } from "../../middleware/scope.ts";
import { json, problems, refusals, router } from "../router.ts";

const tokenJson = z.object({
  token_uuid: z.guid(),
  name: z.string(),
  prefix: z.string().describe("The start of the secret"),
  can_write: z.boolean(),
  only_generation: z.boolean().describe("It writes generation, and may do nothing else"),
  site_uuids: z.array(z.guid()).nullable().describe("The only sites it sees; null: all of yours"),
  state: z.enum(["active", "expired", "revoked"]),
  created_utc: z.string(),
  expires_utc: z.string().nullable().describe("null: never"),
  last_used_utc: z.string().nullable().describe("Within a minute or so"),
  revoked_utc: z.string().nullable(),
}).openapi("Token");

const list = createRoute({
  method: "get",
  path: "/tokens",
  summary: "Your own API tokens, without their secrets",
  middleware: lightScoped,
  responses: {
    200: json(z.object({ tokens: z.array(tokenJson) }), "Working tokens first, then by age"),
    ...problems,
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/tokens/{token_uuid}",
  summary: "Revoke a token of your own",
  description: "Also the one of this request. Tokens are made on the account page only.",
  middleware: lightScoped,
  request: { params: z.object({ token_uuid: uuid() }) },
  responses: { 204: { description: "The token no longer works" }, ...refusals },
});

/** GET /api/v1/tokens, DELETE of one below it. No POST: a leaked token must not make others. */
export const tokenRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { viewer, services: { database } } = c.var;
      return c.json({ tokens: await tokens.listOf(database.owner, viewer.user_uuid) }, 200);
    })
    .openapi(revoke, async (c) => {
      const { viewer, services: { database } } = c.var;
      const { token_uuid } = c.req.valid("param");
      const isDone = await tokens.revokeOf(database.owner, viewer.user_uuid, token_uuid);
      found(isDone || undefined, "token");
      await recordSecurityEvent(c, { kind: "token", detail: `Revoked ${token_uuid}.` });
      return c.body(null, 204);
    });
