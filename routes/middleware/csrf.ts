import type { MiddlewareHandler } from "hono";
import { AppError } from "../../domain/errors.ts";

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const READING = ["GET", "HEAD", "OPTIONS"];

/**
 * Refuses what could change something and was not sent by our own pages, whatever its method and
 * content type: the Origin header must be the public origin. Without a public origin it must be the
 * request's own, on loopback, so that a name which an attacker resolves to this address (DNS
 * rebinding) is refused.
 */
export function writesFromOurPages(publicOrigin: string | undefined): MiddlewareHandler {
  return async (c, next) => {
    if (
      !READING.includes(c.req.method) && !isOurs(c.req.header("origin"), c.req.url, publicOrigin)
    ) {
      throw new AppError(
        "forbidden",
        "This form was not sent from a page of this service. " +
          "Open the page again by its public address.",
      );
    }
    await next();
  };
}

function isOurs(origin: string | undefined, url: string, publicOrigin?: string): boolean {
  if (publicOrigin !== undefined) return origin === publicOrigin;
  const own = new URL(url);
  return LOOPBACK.test(own.hostname) && origin === own.origin;
}
