import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { minuteOf } from "../../../domain/account/request_limits.ts";
import { hashSecret } from "../../../domain/account/secret.ts";
import { AppError, found } from "../../../domain/errors.ts";
import { usageDays } from "../../../domain/operations/usage.ts";
import { dayOf } from "../../../domain/time/time.ts";
import * as tokenUsage from "../../../sql/account/token_usage.ts";
import type { SignedIn } from "../../http/context.ts";
import { bearerToken } from "../../middleware/token_viewer.ts";
import { json, problems, refusals, router } from "../router.ts";

const limit = z.object({
  per_minute: z.int().describe("Requests of each token in a minute"),
  left: z.int().describe("Of this minute, for the token of this request, as far as is known here"),
});

const usageJson = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  limits: z.object({ reads: limit, writes: limit }),
  days: z.array(z.object({
    day: z.iso.date(),
    token_uuid: z.guid(),
    name: z.string(),
    prefix: z.string(),
    reads: z.int().describe("GET, HEAD and OPTIONS"),
    writes: z.int(),
  })).describe("Days on which a token sent requests, the last day first"),
}).openapi("TokenUsage");

const route = createRoute({
  method: "get",
  path: "/me/usage",
  summary: "Requests of your API tokens by UTC day, and what is left of this minute's",
  description: "Counted within a second or so. A token that is limited to some sites sees its own.",
  request: {
    query: z.object({
      from: z.string().optional().describe("First day; a week up to the last when left out"),
      to: z.string().optional().describe("Last day, itself included; today when left out"),
    }),
  },
  responses: { 200: json(usageJson, "What your tokens sent"), ...problems, 403: refusals[403] },
});

/** GET /api/v1/me/usage */
export const tokenUsageRoutes = () =>
  router().openapi(route, async (c) => {
    const { viewer, services: { database, now } } = c.var;
    const { data, fields } = usageDays(c.req.valid("query"), dayOf(now(), "UTC"));
    if (fields) throw new AppError("invalid", "Some parameters are not valid.", { fields });
    const hash = hashSecret(bearerToken(c)!);
    const asked = { ...data, only: viewer.site_uuids ? hash : null };
    const days = await tokenUsage.daysOf(database.owner, viewer.user_uuid, asked);
    return c.json({ ...data, limits: await limitsOf(c, hash), days }, 200);
  });

/**
 * Returns the limits of a token, and what is left: requests that no instance has leased, and those
 * that this one has.
 */
async function limitsOf(c: Context<SignedIn>, hash: Uint8Array) {
  const { services: { database, settings, now }, allowanceOf } = c.var;
  const { readsPerMinute, writesPerMinute } = settings.requestLimits;
  const minute = minuteOf(now().epochMilliseconds);
  const stored = found(await tokenUsage.limitsOf(database.owner, hash, minute), "token");
  const left = (method: string, most: number, taken: number) => {
    const known = allowanceOf?.(method);
    return { per_minute: most, left: known ? known.left + known.free : Math.max(0, most - taken) };
  };
  return {
    reads: left("GET", stored.reads_per_minute ?? readsPerMinute, stored.reads_taken),
    writes: left("POST", stored.writes_per_minute ?? writesPerMinute, stored.writes_taken),
  };
}
