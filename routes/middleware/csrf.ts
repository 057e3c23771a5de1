import type { MiddlewareHandler } from "hono";
import { csrf } from "hono/csrf";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Forms are taken from our own pages only: the Origin must be the public one. Without a public
 * origin it must be the request's own, on loopback (a name that an attacker points at us is refused).
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
