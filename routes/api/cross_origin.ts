import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

/** Headers of responses that scripts of a browser may read. */
const EXPOSED = [
  "Allow",
  "Content-Disposition",
  "ETag",
  "Idempotent-Replayed",
  "Link",
  "RateLimit",
  "RateLimit-Policy",
  "Retry-After",
  "X-Request-Id",
];
const SENT = [
  "Accept",
  "Authorization",
  "Content-Encoding",
  "Content-Type",
  "Idempotency-Key",
  "If-Match",
  "If-None-Match",
];
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** How long a browser remembers what a preflight request allowed. */
const REMEMBERED_SECONDS = 7200;

/**
 * Lets pages of exactly these origins (`*`: of all) call the API (CORS): with tokens, never with cookies. A preflight
 * request needs no token; any other OPTIONS is not handled here.
 */
export function crossOrigin(origins: string[]): MiddlewareHandler {
  const forOrigins = cors({
    origin: origins.includes("*") ? "*" : origins,
    allowMethods: METHODS,
    allowHeaders: SENT,
    exposeHeaders: EXPOSED,
    maxAge: REMEMBERED_SECONDS,
  });
  return async (c, next) => {
    const isPreflight = c.req.header("access-control-request-method") !== undefined;
    if (c.req.method === "OPTIONS" && !isPreflight) return await next();
    return await forOrigins(c, next);
  };
}
