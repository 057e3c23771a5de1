import type { Context } from "hono";
import { createMiddleware } from "hono/factory";

const POLICY = "ownPolicy";

/** What a downloaded SVG may do, if somebody opens it: use its own style, and nothing else. */
export const FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** Gives the response a content security policy of its own, instead of that of pages. */
export function setOwnPolicy(c: Context, policy: string): void {
  c.set(POLICY, policy);
}

/** Writes the policy of `setOwnPolicy` over that of all responses, which is set after handlers. */
export const ownPolicy = createMiddleware(async (c, next) => {
  await next();
  const policy: unknown = c.get(POLICY);
  if (typeof policy === "string") c.header("Content-Security-Policy", policy);
});
