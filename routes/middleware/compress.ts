import { createMiddleware } from "hono/factory";
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from "hono/compress";
import { LEAST_PACKED, pack, takesGzip } from "../http/packed.ts";

/**
 * Compresses texts (gzip) for clients that can unpack them. Leaves alone what a handler has encoded
 * itself, what it streams (that has a Transfer-Encoding), what has a strong ETag: that names the
 * bytes as they are, and responses to OPTIONS, which are short.
 */
export const compress = createMiddleware(async (c, next) => {
  await next();
  const { headers, status } = c.res;
  if (!COMPRESSIBLE_CONTENT_TYPE_REGEX.test(headers.get("content-type") ?? "")) return;
  if (headers.has("content-encoding") || headers.has("transfer-encoding")) return;
  if (headers.get("etag")?.startsWith('"') || c.req.method === "OPTIONS") return;
  headers.append("Vary", "Accept-Encoding"); // c.header() would make a second response first
  if (c.req.method === "HEAD" || status === 304) return;
  if (!takesGzip(c.req.header("accept-encoding"))) return;
  const body = new Uint8Array(await c.res.arrayBuffer());
  const isSmall = body.byteLength < LEAST_PACKED;
  if (!isSmall) headers.set("Content-Encoding", "gzip");
  const response = new Response(isSmall ? body : await pack(body), { status, headers });
  c.res = undefined; // hono would copy the headers once more
  c.res = response;
});
