import { createRoute, z } from "@hono/zod-openapi";
import { AppError } from "../../../domain/errors.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import { scoped } from "../../middleware/scope.ts";
import { problems, refusals, router } from "../router.ts";

const tokenJson = z.object({
  token_uuid: z.guid(),
  name: z.string(),
  prefix: z.string().describe("The start of the secret"),
  can_write: z.boolean(),
  state: z.enum(["active", "expired", "revoked"]),
  created_utc: z.string(),
  expires_utc: z.string().nullable().describe("null: never"),
  last_used_utc: z.string().nullable().describe("To a minute or so"),
  revoked_utc: z.string().nullable(),
}).openapi("Token");

const list = createRoute({
  method: "get",
  path: "/tokens",
  summary: "Your own API tokens, without their secrets",
  middleware: scoped,
  responses: {
    200: {
      description: "Those that work first, then by age",
      content: { "application/json": { schema: z.object({ tokens: z.array(tokenJson) }) } },
    },
    ...problems,
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/tokens/{token_uuid}",
  summary: "Revoke a token of your own",
  description: "Also the one that asks. Tokens are made on the account's page alone.",
  middleware: scoped,
  request: { params: z.object({ token_uuid: z.guid({ error: "This is no UUID." }) }) },
  responses: { 204: { description: "It works no more" }, ...refusals },
});

/** /api/v1/tokens: a leaked token cannot mint another. */
export function tokenRoutes() {
  return router()
    .openapi(list, async (c) => {
      const { viewer, services: { database } } = c.var;
      return c.json({ tokens: await tokens.listOf(database.owner, viewer.user_uuid) }, 200);
    })
    .openapi(revoke, async (c) => {
      const { viewer, services: { database } } = c.var;
      const { token_uuid } = c.req.valid("param");
      if (!await tokens.revokeOf(database.owner, viewer.user_uuid, token_uuid)) {
        throw new AppError("not_found", "There is no such token here.");
      }
      return c.body(null, 204);
    });
}
