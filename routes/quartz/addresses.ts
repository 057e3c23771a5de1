import { createMiddleware } from "hono/factory";
import { notFound, Refusal } from "./errors.ts";

/** A route as it was mounted: `GET /sites/:site_uuid`. */
export interface Address {
  method: string;
  path: string;
}

/**
 * Makes the middleware that lets only requests of known routes pass: 405 with Allow where an address
 * takes other methods (HEAD is never one of them), 307 where it is known with a slash less or more,
 * else 404. `base` is where the routes are mounted.
 */
export function knownAddresses(base: string, routes: () => Address[]) {
  let known: { pattern: RegExp; method: string }[] | undefined;
  const methodsOf = (path: string) => {
    known ??= routes().filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => ({ method, pattern: patternOf(path) }));
    return [...new Set(known.filter(({ pattern }) => pattern.test(path)).map((one) => one.method))];
  };
  return createMiddleware(async (c, next) => {
    const path = c.req.path.slice(base.length) || "/";
    const allowed = methodsOf(path);
    if (allowed.includes(c.req.method)) return await next();
    if (allowed.length > 0) {
      throw new Refusal(405, "Method Not Allowed", { Allow: allowed.sort().join(", ") });
    }
    const other = path.endsWith("/") ? path.slice(0, -1) : `${path}/`;
    if (methodsOf(other).length === 0) throw notFound();
    return c.redirect(base + other + new URL(c.req.url).search, 307);
  });
}

const patternOf = (path: string) => new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`);
