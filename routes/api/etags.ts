import { createMiddleware } from "hono/factory";
import type { SignedIn } from "../http/context.ts";
import { etagOf, hasEtag, versionEtag } from "../http/etag.ts";

/**
 * Gives reads the ETag of their bodies, and responds with 304 to a client that has the same. A handler
 * that knows the revision of what it reads sets an ETag itself; what is streamed has none. What counts
 * its edits (`c.set("version", …)`) has a strong one that If-Match takes, after a write, too.
 */
export const etags = createMiddleware<SignedIn>(async (c, next) => {
  await next();
  const { headers, status } = c.res;
  const { version } = c.var;
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  if (isRead) headers.append("Vary", "Authorization");
  if (!isRead && version === undefined || ![200, 201].includes(status)) return;
  if (headers.has("etag") || headers.has("transfer-encoding")) return;
  const body = new Uint8Array(await c.res.arrayBuffer());
  const etag = version === undefined ? etagOf(body) : versionEtag(version, body);
  headers.set("ETag", etag);
  const isKnown = isRead && hasEtag(c, etag);
  const response = new Response(isKnown ? null : body, { status: isKnown ? 304 : status, headers });
  c.res = undefined; // hono would copy the headers once more
  c.res = response;
});
