import { createRoute, z } from "@hono/zod-openapi";
import { hashSecret, newToken } from "../../../domain/account/secret.ts";
import { tokenRotation } from "../../../domain/account/token.ts";
import { AppError } from "../../../domain/errors.ts";
import { rotate, type Rotation } from "../../../sql/account/rotation.ts";
import { recordSecurityEvent } from "../../http/security_event.ts";
import { selfScoped } from "../../middleware/scope.ts";
import { bearerToken } from "../../middleware/token_viewer.ts";
import { json, refusals, router } from "../router.ts";

const rotatedJson = z.object({
  token: z.string().describe("The secret of the new token, which no other response shows"),
  token_uuid: z.guid(),
  name: z.string(),
  prefix: z.string(),
  expires_utc: z.string().nullable().describe("Of the new token; null: never"),
  predecessor: z.object({
    token_uuid: z.guid(),
    prefix: z.string(),
    expires_utc: z.string().describe("Until then the token of this request still works"),
  }),
}).openapi("RotatedToken");

const route = createRoute({
  method: "post",
  path: "/tokens/rotate",
  summary: "Replace the token of this request by a new one",
  description:
    'Only for tokens that were made with "may rotate". The new one has the same name and rights, ' +
    "and works for as long as this one was made for. While it was not used, this token may replace " +
    "it again, in case the response got lost; after that, 409.",
  middleware: selfScoped,
  request: {
    body: { required: false, content: { "application/json": { schema: tokenRotation } } },
  },
  responses: { 201: json(rotatedJson, "The new token, shown once"), ...refusals },
});

/** POST /api/v1/tokens/rotate */
export const rotateTokenRoutes = () =>
  router().openapi(route, async (c) => {
    const { database } = c.var.services;
    const { overlap_minutes: overlapMinutes } = tokenRotation.parse(c.req.valid("json"));
    const { secret, prefix } = newToken();
    const successor = { hash: hashSecret(secret), prefix, overlapMinutes };
    const rotated = await rotate(database.owner, hashSecret(bearerToken(c)!), successor);
    if (typeof rotated === "string") throw REFUSALS[rotated]();
    const detail = `Rotated ${rotated.predecessor.prefix}: ${prefix}.`;
    await recordSecurityEvent(c, { kind: "token", detail });
    c.header("Cache-Control", "no-store");
    return c.json({ token: secret, prefix, ...rotated }, 201);
  });

const REFUSALS: Record<Extract<Rotation, string>, () => AppError> = {
  "not found": () => new AppError("not_signed_in", "This API token has ended."),
  "may not rotate": () =>
    new AppError(
      "forbidden",
      "This API token may not make its successor. Make one on the account page that may rotate.",
    ),
  "has a successor": () =>
    new AppError("conflict", "This API token has a successor that is in use or was revoked."),
};
