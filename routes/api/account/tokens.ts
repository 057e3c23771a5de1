import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import { cursorQuery, uuid } from "../../http/params.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { lightScoped } from "../../middleware/scope.ts";
import { json, problems, refusals, router } from "../router.ts";
import { pageOfTokens, tokenPage } from "./token_json.ts";

const list = createRoute({
  method: "get",
  path: "/tokens",
  summary: "Your own API tokens, without their secrets",
  middleware: lightScoped,
  request: { query: z.object(cursorQuery("tokens")) },
  responses: {
    200: json(tokenPage, "Working tokens first, then by age"),
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

/**
 * GET /api/v1/tokens, DELETE of one below it. No POST: a leaked token must not make others; rotate.ts
 * has the exception.
 */
export const tokenRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { viewer, services: { database } } = c.var;
      const { limit, cursor } = c.req.valid("query");
      const page = { limit, after: cursor };
      const rows = await tokens.listOf(database.owner, viewer.user_uuid, page);
      return c.json(pageOfTokens(c, rows, limit), 200);
    })
    .openapi(revoke, async (c) => {
      const { viewer, services: { database } } = c.var;
      const { token_uuid } = c.req.valid("param");
      const isDone = await tokens.revokeOf(database.owner, viewer.user_uuid, token_uuid);
      found(isDone || undefined, "token");
      await recordSecurityEvent(c, { kind: "token", detail: `Revoked ${token_uuid}.` });
      return c.body(null, 204);
    });
