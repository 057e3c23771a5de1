import { createRoute, z } from "@hono/zod-openapi";
import { found } from "../../../domain/errors.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import * as users from "../../../sql/users/users.ts";
import { revokeTokenOf } from "../../admin/users/revoke_token.ts";
import { cursorQuery, load, uuid } from "../../http/params.ts";
import { adminScoped } from "../../middleware/scope.ts";
import { pageOfTokens, tokenPage } from "../account/token_json.ts";
import { json, problems, refusals, router } from "../router.ts";

const list = createRoute({
  method: "get",
  path: "/users/{user_uuid}/tokens",
  summary: "The API tokens of a user, without their secrets, which are stored nowhere",
  middleware: adminScoped,
  request: {
    params: z.object({ user_uuid: uuid() }),
    query: z.object(cursorQuery("tokens")),
  },
  responses: {
    200: json(tokenPage, "Working tokens first, then by age"),
    ...problems,
    403: refusals[403],
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/users/{user_uuid}/tokens/{token_uuid}",
  summary: "Revoke a token of a user",
  middleware: adminScoped,
  request: { params: z.object({ user_uuid: uuid(), token_uuid: uuid() }) },
  responses: { 204: { description: "The token no longer works" }, ...refusals },
});

/** GET /api/v1/users/{user_uuid}/tokens, DELETE of one below it. */
export const userTokenRoutes = () =>
  router()
    .openapi(list, async (c) => {
      const { owner } = c.var.services.database;
      const { user_uuid } = await load(c, "user_uuid", users.findByUuid);
      const { limit, cursor } = c.req.valid("query");
      const rows = await tokens.listOf(owner, user_uuid, { limit, after: cursor });
      return c.json(pageOfTokens(c, rows, limit), 200);
    })
    .openapi(revoke, async (c) => {
      const { owner } = c.var.services.database;
      const user = await load(c, "user_uuid", users.findByUuid);
      const { token_uuid } = c.req.valid("param");
      const token = found(await tokens.findOf(owner, user.user_uuid, token_uuid), "token");
      await revokeTokenOf(c, user, token);
      return c.body(null, 204);
    });
