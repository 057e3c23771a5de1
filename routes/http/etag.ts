import type { Context } from "hono";

/** Returns true when a client has the body with this ETag (If-None-Match, RFC 9110, 13.1.2). */
export function hasEtag(c: Pick<Context, "req">, etag: string): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, "");
  const header = c.req.header("if-none-match") ?? "";
  return header.split(",").some((tag) => opaque(tag) === opaque(etag));
}
