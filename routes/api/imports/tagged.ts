import type { MiddlewareHandler } from "hono";
import { etag } from "hono/etag";
import type { Scoped } from "../../http/context.ts";

const weakTag = etag({ weak: true });

/**
 * Gives responses a weak ETag of their bodies, and replies 304 to a client that has the same. The body
 * is made all the same: an import changes while it is worked on, whatever the revisions of its sites.
 */
export const tagged: MiddlewareHandler<Scoped> = async (c, next) => {
  await weakTag(c, next);
  c.header("Vary", "Authorization", { append: true });
};
