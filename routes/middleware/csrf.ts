import type { MiddlewareHandler } from "hono";
import { csrf } from "hono/csrf";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Refuses forms from other sites: the Origin header must be the public origin. Without a public origin
 * it must be the request's own, on loopback, so that a name which an attacker resolves to this address
 * (DNS rebinding) is refused.
 */
export function formsFromOurPages(publicOrigin: string | undefined): MiddlewareHandler {
  return csrf({
    secFetchSite: () => false,
    origin: (origin, c) => {
      if (publicOrigin !== undefined) return origin === publicOrigin;
      const own = new URL(c.req.url);
      return LOOPBACK.test(own.hostname) && origin === own.origin;
    },
  });
}
