import type { Context } from "hono";
import { createMiddleware } from "hono/factory";

const POLICY = "ownPolicy";
const NO_REFERRER = "noReferrer";

/** What a downloaded SVG may do, if somebody opens it: use its own style, and nothing else. */
export const FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** Gives the response a content security policy of its own, instead of that of pages. */
export function setOwnPolicy(c: Context, policy: string): void {
  c.set(POLICY, policy);
}

/**
 * Keeps the address of the response from the sites that it leads to, search engines and caches: the
 * address alone lets its holder in.
 */
export const secretAddress = createMiddleware(async (c, next) => {
  c.set(NO_REFERRER, true);
  await next();
  c.header("X-Robots-Tag", "noindex, nofollow");
  c.header("Cache-Control", "no-store");
});

/** Writes the policy of `setOwnPolicy`, and that of `secretAddress`, over those of all responses, which are set after handlers. */
export const ownPolicy = createMiddleware(async (c, next) => {
  await next();
  const policy: unknown = c.get(POLICY);
  if (typeof policy === "string") c.header("Content-Security-Policy", policy);
  if (c.get(NO_REFERRER)) c.header("Referrer-Policy", "no-referrer");
});
